// Completion and hovers, as the language server of the library has them.
import {autocompletion, completionKeymap} from "@codemirror/autocomplete";
import {hoverTooltip, keymap} from "@codemirror/view";

import {element} from "./elements.js";
import {serve} from "./engine.js";

const folder = "/files"; // that of the package
const uri = `file://${folder}/policy.plim`;

function positionOf(state, offset) {
  const line = state.doc.lineAt(offset);
  return {line: line.number - 1, character: offset - line.from};
}

function offsetOf(state, {line, character}) {
  return state.doc.line(line + 1).from + character;
}

// Asks about a place of the policy, with the facts that stand beside it.
async function ask(state, offset, method, {facts, now}) {
  const answers = await serve([
    {id: 1, method: "initialize",
      params: {initializationOptions: {facts: `${folder}/facts.json`, now: now || undefined}}},
    {method: "textDocument/didOpen",
      params: {textDocument: {uri, languageId: "plimsoll", version: 1, text: state.doc.toString()}}},
    {id: 2, method, params: {textDocument: {uri}, position: positionOf(state, offset)}},
  ], {files: {"facts.json": facts}});
  return answers.find(({id}) => id === 2)?.result ?? null;
}

// ---- completion ----

// The kinds of items of the protocol that have a picture of their own.
const pictures = {3: "function", 5: "property", 6: "variable", 7: "class", 9: "namespace", 11: "type",
  14: "keyword", 20: "enum", 21: "constant"};

function option({label, kind, detail, documentation, insertText}) {
  const info = documentation?.value ?? documentation;
  return {label, detail, type: pictures[kind], apply: insertText ?? label,
    info: info ? () => element("div", {class: "about"}, ...paragraphs(info)) : undefined};
}

function completions(beside) {
  return async context => {
    const word = context.matchBefore(/[a-z_][a-z0-9_]*/);
    const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
    if (!word && before !== "." && !context.explicit)
      return null;
    const result = await ask(context.state, context.pos, "textDocument/completion", beside());
    const items = Array.isArray(result) ? result : result?.items ?? [];
    if (context.aborted || items.length === 0)
      return null;
    return {from: word?.from ?? context.pos, options: items.map(option), validFor: /^[a-z_][a-z0-9_]*$/};
  };
}

// ---- hovers ----

// What the server writes of Markdown, as elements: paragraphs, lists, fences, code and bold words.
function words(line) {
  return line.split(/(`[^`]*`|\*\*[^*]*\*\*)/).map(part =>
    part.startsWith("`") ? element("code", {}, part.slice(1, -1)) :
    part.startsWith("**") ? element("strong", {}, part.slice(2, -2)) : part);
}

function paragraphs(markdown) {
  return markdown.split(/(```[\s\S]*?```)/).flatMap(part => {
    if (part.startsWith("```"))
      return [element("pre", {}, part.replace(/^```\w*\n/, "").replace(/\n?```$/, ""))];
    return part.split("\n").filter(line => line.trim() !== "").map(line =>
      element("p", {style: `padding-left: ${line.search(/\S/) / 2}rem`}, ...words(line.trim())));
  });
}

function hovers(beside) {
  return async (view, offset) => {
    const hover = await ask(view.state, offset, "textDocument/hover", beside());
    if (!hover)
      return null;
    const text = hover.contents.value ?? hover.contents;
    const span = hover.range ? {pos: offsetOf(view.state, hover.range.start), end: offsetOf(view.state, hover.range.end)} :
      {pos: offset};
    return {...span, above: true, create: () => ({dom: element("div", {class: "about"}, ...paragraphs(text))})};
  };
}

// `beside` gives the facts and the time that stand in the page.
export function assistance(beside) {
  return [
    autocompletion({override: [completions(beside)], icons: false}),
    keymap.of(completionKeymap),
    hoverTooltip(hovers(beside), {hoverTime: 400}),
  ];
}
