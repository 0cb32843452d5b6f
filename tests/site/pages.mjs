// pages.mjs MODULES CHROMIUM SITE: opens pages of the site as files, at three widths, dark and as printed, leaves a
// screenshot of each in MODULES, and prints 'PASS NAME' or 'FAIL NAME: WHY': nothing is said on the console, nothing
// is fetched from elsewhere, nothing is wider than the window, axe-core finds nothing, and the search works.
import {existsSync} from "node:fs";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";

import {launch, tell} from "../browser/chromium.mjs";

const [modules, chromium, site] = process.argv.slice(2).map(path => resolve(path));
const {browser, fits, accessible} = await launch(modules, chromium);

// A page of each kind: three in every view, the others in two.
const samples = ["index", "docs/language", "docs/policies/kvm.live"];
const others = ["docs/cookbook", "docs/requirements", "docs/lint/known-excuses", "man/plimsoll-check",
  "man/plimsoll-policy", "files/policies/site-example.plim"];
const views = {
  phone: {width: 360, height: 740}, tablet: {width: 800, height: 1100}, desk: {width: 1400, height: 900},
  dark: {width: 1400, height: 900}, print: {width: 800, height: 1100},
};

async function open(path, view) {
  const page = await browser.newPage({viewport: views[view], colorScheme: view === "dark" ? "dark" : "light"});
  const said = [];
  page.on("console", message => said.push(message.text()));
  page.on("pageerror", error => said.push(error.message));
  page.on("request", request => /^(file|data):/.test(request.url()) || said.push(request.url()));
  if (view === "print")
    await page.emulateMedia({media: "print"});
  await page.goto(pathToFileURL(join(site, path + ".html")).href);
  return {page, said};
}

async function look(path, view) {
  const name = `${path} ${view}`;
  const {page, said} = await open(path, view);
  await page.screenshot({path: join(modules, name.replace(/[ /]/g, "-") + ".png")});
  await fits(page, name);
  if (view !== "print")
    await accessible(page, name);
  tell(said.length === 0, name + ", nothing is said and nothing is fetched", said);
  await page.close();
}

// A word is typed, the first page found is opened, and what was looked for stands there.
async function search(view, words, url) {
  const {page, said} = await open("docs/lint/known-excuses", view);
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await page.locator("#site-found a").first().waitFor();
  await page.screenshot({path: join(modules, `search-${view}.png`)});
  await accessible(page, `search ${view}`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/" + url).catch(() => {});
  tell(page.url().endsWith(url), `search ${view}, ${words} leads to ${url}`, page.url());
  tell(said.length === 0, `search ${view}, nothing is said and nothing is fetched`, said);
  await page.close();
}

// What was found before and is no longer shown is not opened.
async function hidden() {
  const {page} = await open("docs/lint/known-excuses", "desk");
  await page.keyboard.press("/");
  await page.keyboard.type("quadratic join");
  await page.locator("#site-found a").first().waitFor();
  await page.keyboard.press("Escape");
  const before = page.url();
  await page.locator("#site-search").focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(500);
  tell(page.url() === before, "an empty search leads nowhere", page.url());
  await page.close();
}

async function theme() {
  const {page} = await open("index", "desk");
  const paper = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
  const light = await paper();
  await page.locator("button.theme").focus();
  await page.keyboard.press("Enter");
  const dark = await paper();
  await page.reload();
  tell(light !== dark && await paper() === dark, "dark is chosen by the keyboard and kept", [light, dark]);
  await page.close();
}

for (const path of samples)
  for (const view of Object.keys(views))
    await look(path, view);
for (const path of others.filter(path => existsSync(join(site, path + ".html"))))
  for (const view of ["phone", "dark"])
    await look(path, view);
await search("desk", "quadratic join", "docs/lint/quadratic-join.html#quadratic-join");
await search("phone", "live.tsc_frequency", "docs/policies/kvm.live.html#rule-livetsc_frequency");
await hidden();
await theme();
await browser.close();
