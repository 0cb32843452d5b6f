// The manual pages, as mandoc makes HTML of them; none where it is not installed.
import {execFileSync, spawnSync} from "node:child_process";
import {join} from "node:path/posix";

export const hasMandoc = spawnSync("mandoc", ["-T", "lint"], {input: ""}).error === undefined;

const entities = {amp: "&", lt: "<", gt: ">", quot: '"'};

function plain(html) {
  return html.replace(/<[^>]*>/g, "").replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : entities[name] ?? whole)
    .replace(/\s+/g, " ").trim();
}

function anchorless(html) {
  return html.replace(/<a class="permalink"[^>]*>([\s\S]*?)<\/a>/g, "$1");
}

// "docs/man/plimsoll-facts-show.1" -> "plimsoll facts show"; a page about no command keeps its name.
function title(path) {
  const name = path.split("/").pop();
  return name.endsWith(".1") ? name.slice(0, -2).replaceAll("-", " ") : name.slice(0, -2);
}

// The text of a page without its head and foot, a level lower than mandoc has it, without links to pages of others.
function body(html, names) {
  const text = html.slice(html.indexOf("</table>") + "</table>".length, html.lastIndexOf('<table class="foot">'));
  return text.replace(/(<\/?)h([12])\b/g, (whole, begin, level) => `${begin}h${Number(level) + 1}`)
    .replace(/<a class="Xr" href="([^"]*)\.html">([\s\S]*?)<\/a>/g, (whole, name, shown) =>
      names.has(name) ? whole : shown)
    .replaceAll("<pre>", '<pre tabindex="0">');
}

function headings(html) {
  return [...html.matchAll(/<h([23]) [^>]*id="([^"]*)"[^>]*>([\s\S]*?)<\/h\1>/g)]
    .map(([, level, id, text]) => ({level: Number(level), id, text: plain(text)}));
}

// The texts by section, for the search.
function parts(html, page) {
  return html.split(/(?=<h2 )/).slice(1).map(section => {
    const [heading] = headings(section);
    return {heading: heading.id === "NAME" ? page : heading.text, id: heading.id === "NAME" ? "" : heading.id,
      texts: [plain(section.slice(section.indexOf("</h2>")))]};
  });
}

// The pages of these files, which lie in one folder of the site.
export function manuals(source, paths) {
  const names = new Set(paths.map(path => path.split("/").pop().slice(0, -2)));
  return paths.map(path => {
    const html = anchorless(body(execFileSync("mandoc", ["-T", "html", "-O", "fragment,man=%N.html",
      join(source, path)], {encoding: "utf8"}), names));
    const name = title(path);
    return {path, url: `man/${path.split("/").pop().slice(0, -2)}.html`, title: name, html: `<h1>${name}</h1>\n${html}`,
      headings: headings(html), links: [], anchors: [], parts: parts(html, name)};
  });
}
