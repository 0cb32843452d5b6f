// links.mjs SOURCE WORK SITE: follows the links of the Markdown of SOURCE as GitHub shows it, and of the pages of
// SITE, and prints 'PASS NAME' or 'FAIL NAME: WHY'. WORK has the modules that the site was built by.
import {existsSync, readFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {pathToFileURL} from "node:url";

const [source, work, site] = process.argv.slice(2).map(path => resolve(path));
const {markdown, outline} = await import(pathToFileURL(join(work, "markdown.mjs")));
const {documents, files, target, tree} = await import(pathToFileURL(join(work, "tree.mjs")));

function tell(name, wrong) {
  console.log((wrong.length === 0 ? "PASS " : "FAIL ") + name + (wrong.length === 0 ? "" : ": " + wrong.join(", ")));
}

// ---- the Markdown ----

const md = markdown();
const outlines = new Map(documents(source).map(path => [path, outline(md, readFileSync(join(source, path), "utf8"))]));

function brokenInMarkdown(path, href) {
  const to = target(path, href);
  if (to === null)
    return false;
  if (!existsSync(join(source, to.path)))
    return true;
  return to.anchor !== undefined && !outlines.get(to.path)?.anchors.includes(to.anchor);
}

for (const [path, {links}] of outlines)
  tell(path, links.filter(href => brokenInMarkdown(path, href)));

// ---- the site ----

function attributes(html, name) {
  return [...html.matchAll(new RegExp(`<[^>]*\\s${name}="([^"]*)"`, "g"))].map(at => at[1].replaceAll("&amp;", "&"));
}

const pages = new Map(files(site, "").filter(path => path.endsWith(".html") && !path.startsWith("playground/"))
  .map(path => {
    const html = readFileSync(join(site, path), "utf8");
    return [path, {html, ids: attributes(html, "id"), hrefs: attributes(html, "href"), srcs: attributes(html, "src")}];
  }));

function brokenOnSite(path, href) {
  if (/^(https?|mailto|data):/.test(href))
    return false;
  const [file, anchor] = decodeURI(href).split("#");
  const to = file === "" ? path : join(dirname(path), file);
  if (!existsSync(join(site, to)))
    return true;
  return anchor !== undefined && !pages.get(to)?.ids.includes(anchor);
}

function collect(check) {
  return [...pages].flatMap(([path, page]) => check(page, path).map(why => `${path}: ${why}`)).slice(0, 20);
}

tell("every link of the site leads somewhere", collect((page, path) =>
  [...page.hrefs, ...page.srcs].filter(href => brokenOnSite(path, href))));
tell("no page loads anything from elsewhere", collect(page => [...page.srcs,
  ...[...page.html.matchAll(/<link [^>]*href="([^"]*)"/g)].map(at => at[1])].filter(url => /^(https?:)?\/\//.test(url))));
tell("no anchor is there twice", collect(page => page.ids.filter((id, index) => page.ids.indexOf(id) !== index)));
tell("every page has one heading of the first level", collect(page =>
  (page.html.match(/<h1[ >]/g) ?? []).length === 1 ? [] : ["has not"]));

const shown = tree(source);
tell("every page of the navigation is there", shown.pages.map(page => page.url).filter(url => !pages.has(url)));
tell("every document is in the navigation", [...outlines.keys()]
  .filter(path => !shown.pages.some(page => page.path === path)));
const language = pages.get("docs/language.html").html;
for (const kind of ["keyword", "string", "constant", "function", "comment"])
  tell(`policies have the colour of a ${kind}`, language.split(`var(--code-token-${kind}`).length > 50 ? [] : ["few"]);
