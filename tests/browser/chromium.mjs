// What tests of pages share: how a check is told, Chromium, and what holds for every page.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {resolve} from "node:path";

// Prints 'PASS NAME' or 'FAIL NAME: WHY'.
export function tell(good, name, why) {
  console.log((good ? "PASS " : "FAIL ") + name + (good ? "" : ": " + String(why).replaceAll("\n", " ")));
}

// The browser at a path, driven by modules of the folder `modules`, and two checks of a page: that it is no wider than
// its window, and that axe-core finds nothing (which fetches nothing for that).
export async function launch(modules, chromium) {
  const require = createRequire(resolve(modules) + "/");
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const browser = await require("playwright-core").chromium.launch({executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]});
  async function fits(page, name) {
    const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    tell(wide <= 0, name + ", nothing is wider than the window", wide);
  }
  async function accessible(page, name) {
    await page.addScriptTag({content: axe});
    const found = await page.evaluate("axe.run({preload: false})");
    tell(found.violations.length === 0, name + ", axe-core finds nothing",
      JSON.stringify(found.violations.map(at => [at.id, at.nodes.map(node => node.html).slice(0, 3)])));
  }
  return {browser, fits, accessible};
}
