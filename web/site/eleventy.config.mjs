// The site: a page for each file of Markdown and for each file that one leads to, by the layout of layouts/page.njk.
// SOURCE in the environment is the tree; PLAYGROUND says that there is one beside the pages.
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {highlighter} from "./highlight.mjs";
import {markdown} from "./markdown.mjs";
import {target, tree, way} from "./tree.mjs";

const source = process.env.SOURCE;

// Where a link of a page leads on the site; what is wrong stays as it is, and is found by the tests.
function resolver(site, page) {
  return href => {
    const to = target(page.path, href);
    const url = to === null ? undefined : site.urls.get(to.path);
    if (url === undefined)
      return href;
    return (to.path === page.path ? "" : way(page.url, url)) + (to.anchor === undefined ? "" : "#" + to.anchor);
  };
}

function data(site, page) {
  const index = site.pages.indexOf(page);
  return {
    layout: "page.njk",
    permalink: page.url,
    title: page.title,
    file: page,
    nav: site.sections,
    root: way(page.url, "index.html").slice(0, -"index.html".length),
    headings: (page.headings ?? []).filter(heading => heading.level === 2 || heading.level === 3),
    before: index > 0 ? site.pages[index - 1] : undefined,
    after: index >= 0 ? site.pages[index + 1] : undefined,
    playground: process.env.PLAYGROUND === "1",
    resolve: resolver(site, page),
  };
}

// What the search looks through: the parts of the pages.
function searched(site) {
  return site.pages.flatMap(page => page.parts
    .filter(part => part.heading !== "" || part.texts.length > 0)
    .map(part => ({
      title: page.label,
      heading: part.heading === page.title ? "" : part.heading,
      url: page.url + (part.id === "" ? "" : "#" + part.id),
      text: part.texts.join(" ").replace(/\s+/g, " ").slice(0, 2000),
    })));
}

function list(page) {
  return page.entries.map(path => `- [${path}](${way(page.path, path)})`).join("\n");
}

export default async function (eleventy) {
  const site = tree(source);
  const highlight = await highlighter(join(source, "editors/textmate/plimsoll.tmLanguage.json"));
  eleventy.setLibrary("md", markdown(highlight));
  for (const page of site.pages)
    eleventy.addTemplate(page.html ? page.path + ".html" : page.path, page.html ?? page.text, data(site, page));
  for (const page of site.linked) {
    const path = `files/${page.path}${page.entries ? "/index" : ""}.md`;
    const text = page.entries ? `# ${page.path}\n\n${list(page)}\n`
      : `# ${page.path}\n\n<figure class="code">${highlight(page.code.replace(/\n$/, ""), page.kind)}</figure>\n`;
    eleventy.addTemplate(path, text, data(site, page));
  }
  eleventy.addPassthroughCopy({"assets": "assets", "node_modules/minisearch/dist/umd/index.js": "assets/minisearch.js"});
  eleventy.addFilter("way", (url, from) => way(from, url));
  eleventy.on("eleventy.after", ({directories}) => {
    writeFileSync(join(directories.output, "assets/search-index.js"),
      `window.searchIndex = ${JSON.stringify(searched(site))};\n`);
  });
  return {
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    dir: {input: "input", includes: "../layouts", output: process.env.OUTPUT},
  };
}
