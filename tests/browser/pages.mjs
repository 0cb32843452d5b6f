// pages.mjs MODULES CHROMIUM FOLDER PAGE...: opens each report in a browser, at three widths, dark and as
// printed, takes a screenshot of each into FOLDER, and prints 'PASS NAME' or 'FAIL NAME: WHY': nothing
// is said on the console, axe-core finds nothing, tables are filtered and sorted by the keyboard.
import {basename} from "node:path";
import {pathToFileURL} from "node:url";

import {launch, tell} from "./chromium.mjs";

const [modules, chromium, folder, ...pages] = process.argv.slice(2);
const {browser, fits, accessible} = await launch(modules, chromium);

const views = {
  phone: {width: 360, height: 740}, tablet: {width: 820, height: 1100}, desk: {width: 1400, height: 900},
  dark: {width: 820, height: 1100}, print: {width: 820, height: 1100},
};

async function keyboard(page, name) {
  const search = page.locator("input[type=search]").last();
  const rows = page.locator("table").last().locator("tbody tr");
  const all = await rows.count();
  await search.focus();
  await page.keyboard.type("zzz no such thing");
  const none = await rows.locator("visible=true").count();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  const again = await rows.locator("visible=true").count();
  tell(all > 0 && none === 0 && again === all, name + ", the filter works", [all, none, again]);
  const first = () => rows.first().locator("th").innerText();
  await page.locator("table").last().locator("th button").nth(1).focus();
  await page.keyboard.press("Enter");
  const up = await first();
  await page.keyboard.press("Enter");
  const down = await first();
  tell(all < 2 || up !== down, name + ", a column is sorted", up);
}

for (const path of pages) {
  for (const [view, viewport] of Object.entries(views)) {
    const name = basename(path, ".html") + " " + view;
    const page = await browser.newPage({viewport, colorScheme: view === "dark" ? "dark" : "light",
      bypassCSP: true});
    const said = [];
    page.on("console", message => said.push(message.text()));
    page.on("pageerror", error => said.push(error.message));
    page.on("request", request => request.url().startsWith("file:") || said.push(request.url()));
    if (view === "print")
      await page.emulateMedia({media: "print"});
    await page.goto(pathToFileURL(path).href);
    await page.screenshot({path: `${folder}/${name.replace(" ", "-")}.png`, fullPage: true});
    await fits(page, name);
    if (view !== "print")
      await accessible(page, name);
    if (view === "desk")
      await keyboard(page, name);
    tell(said.length === 0, name + ", nothing is said on the console", said);
    await page.close();
  }
}
await browser.close();
