// The pages of the site, from the files of the tree: all Markdown, the manual pages, and the files and folders that it leads to.
import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {dirname, extname, join, normalize, relative} from "node:path/posix";
import {markdown, outline} from "./markdown.mjs";
import {hasMandoc, manuals} from "./manual.mjs";
import {ordered} from "./order.mjs";

// All files below a folder of the tree.
export function files(source, folder) {
  return readdirSync(join(source, folder), {withFileTypes: true}).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(source, path) : [path];
  }).sort();
}

// The Markdown that becomes pages.
export function documents(source) {
  const top = readdirSync(source).filter(name => name.endsWith(".md"));
  return [...top, ...["docs", "examples", "src"].flatMap(folder => files(source, folder))]
    .filter(path => path.endsWith(".md"));
}

// "docs/facts.md" -> "docs/facts.html"; a README is the first page of its folder.
function address(path) {
  return path.replace(/(^|\/)README\.md$/, "$1index.md").replace(/\.md$/, ".html");
}

// A link of a page as its target in the tree and the anchor there; null where it leads out of the tree.
export function target(path, href) {
  if (/^[a-z][a-z+.-]*:/i.test(href))
    return null;
  const [file, anchor] = decodeURI(href).split("#");
  return {path: file === "" ? path : normalize(join(dirname(path), file)).replace(/\/$/, ""), anchor};
}

function readPage(source, md, path) {
  const text = readFileSync(join(source, path), "utf8");
  const found = outline(md, text);
  return {path, text, url: address(path), ...found, title: found.headings[0]?.text ?? path};
}

// What the pages lead to that is none: files, and all files of folders.
function linkedFiles(source, pages) {
  const known = new Set(pages.map(page => page.path));
  const found = new Set();
  for (const page of pages)
    for (const href of page.links) {
      const to = target(page.path, href);
      if (to === null || known.has(to.path) || !existsSync(join(source, to.path)))
        continue;
      found.add(to.path);
      if (statSync(join(source, to.path)).isDirectory())
        files(source, to.path).forEach(path => found.add(path));
    }
  return [...found].filter(path => !known.has(path)).sort();
}

function readFile(source, path) {
  const whole = join(source, path);
  if (statSync(whole).isDirectory())
    return {path, url: `files/${path}/index.html`, title: path, entries: files(source, path)};
  return {path, url: `files/${path}.html`, title: path, code: readFileSync(whole, "utf8"),
    kind: extname(path).slice(1) || path.split("/").pop()};
}

// The pages of the manual by their paths; none without mandoc.
function readManuals(source) {
  const paths = files(source, "docs").filter(path => hasMandoc && /\.[15]$/.test(path));
  return new Map(manuals(source, paths).map(page => [page.path, page]));
}

// tree(SOURCE): the sections of the navigation with their pages, and the files that pages lead to.
export function tree(source) {
  const md = markdown();
  const manual = readManuals(source);
  const sections = ordered([...documents(source), ...manual.keys()]).map(section => ({
    name: section.name,
    pages: section.paths.map(path => {
      const page = manual.get(path) ?? readPage(source, md, path);
      return {...page, section: section.name, label: section.label?.(path) ?? page.title};
    }),
  }));
  const pages = sections.flatMap(section => section.pages);
  const linked = linkedFiles(source, pages).map(path => readFile(source, path));
  const urls = new Map([...pages, ...linked].map(page => [page.path, page.url]));
  return {sections, pages, linked, urls};
}

// The way from one page to another: "../index.html".
export function way(from, to) {
  return relative(dirname(from), to) || to.split("/").pop();
}
