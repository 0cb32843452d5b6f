// Markdown as GitHub shows it: the same anchors, tables and links, with code in colours.
import Slugger from "github-slugger";
import MarkdownIt from "markdown-it";

// The text of an inline token as a reader sees it.
function plain(token) {
  return (token.children ?? []).map(child =>
    child.type === "text" || child.type === "code_inline" ? child.content : child.type === "softbreak" ? " " : "").join("");
}

// Gives each heading of a page its anchor.
function anchors(state) {
  const slugger = new Slugger();
  state.tokens.forEach((token, index) => {
    if (token.type !== "heading_open")
      return;
    const text = plain(state.tokens[index + 1]);
    token.attrSet("id", slugger.slug(text));
    token.meta = {text};
  });
}

// Sends each link to what env.resolve says.
function links(state) {
  for (const token of state.tokens)
    for (const child of token.children ?? [])
      if (child.type === "link_open" && state.env.resolve)
        child.attrSet("href", state.env.resolve(child.attrGet("href")));
}

// A heading ends with a link to itself.
function headingClose(tokens, index, options, env, self) {
  const open = tokens[index - 2];
  const link = tokens[index].tag === "h1" ? "" :
    ` <a class="anchor" href="#${open.attrGet("id")}" aria-label="Link to ${escape(open.meta.text)}">#</a>`;
  return link + self.renderToken(tokens, index, options);
}

function escape(text) {
  return text.replace(/[&<>"]/g, at => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[at]);
}

// A block of code, with its name where the fence gives one: ```plim site.plim
function fence(highlight) {
  return (tokens, index) => {
    const words = tokens[index].info.trim().split(/\s+/);
    const last = words[words.length - 1];
    const name = words.length > 1 && last.includes(".") ? `<figcaption>${escape(last)}</figcaption>` : "";
    return `<figure class="code">${name}${highlight(tokens[index].content.replace(/\n$/, ""), words[0])}</figure>\n`;
  };
}

// Tables scroll by themselves where they are wider than the page, and so take the keyboard's focus, each by a name of
// its own. A cell of the head that says nothing is no heading.
function headCell(tokens, index, options, env, self) {
  const inline = tokens[index + (tokens[index].nesting > 0 ? 1 : -1)];
  if (inline.content === "")
    tokens[index].tag = "td";
  return self.renderToken(tokens, index, options);
}

const table = {
  table_open: (tokens, index) => {
    const number = tokens.slice(0, index + 1).filter(token => token.type === "table_open").length;
    return `<div class="table" tabindex="0" role="region" aria-label="Table ${number}"><table>\n`;
  },
  table_close: () => "</table></div>\n",
  th_open: headCell,
  th_close: headCell,
};

export function markdown(highlight) {
  const md = new MarkdownIt({html: true, linkify: true});
  md.linkify.set({fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false});
  md.core.ruler.push("anchors", anchors);
  md.core.ruler.push("links", links);
  Object.assign(md.renderer.rules, table, {heading_close: headingClose});
  if (highlight)
    md.renderer.rules.fence = fence(highlight);
  return md;
}

// outline(MD, TEXT): the headings of a page, the targets of its links, the anchors in it, and its texts, by heading.
export function outline(md, text) {
  const tokens = md.parse(text, {});
  const found = {headings: [], links: [], anchors: [], parts: [{heading: "", id: "", texts: []}]};
  for (const [index, token] of tokens.entries()) {
    const part = found.parts[found.parts.length - 1];
    if (token.type === "heading_open") {
      const id = token.attrGet("id");
      found.headings.push({level: Number(token.tag[1]), text: token.meta.text, id});
      found.anchors.push(id);
      found.parts.push({heading: token.meta.text, id, texts: []});
    } else if (token.type === "inline") {
      if (tokens[index - 1].type !== "heading_open")
        part.texts.push(plain(token));
      found.links.push(...token.children.filter(at => at.type === "link_open").map(at => at.attrGet("href")));
    } else if (token.type === "fence") {
      part.texts.push(token.content);
    }
  }
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]*)"/g))
    found.anchors.push(id);
  return found;
}
