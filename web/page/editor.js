// The two editors: policies, with verdicts between their lines, and facts.
import {closeBrackets, closeBracketsKeymap} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {json} from "@codemirror/lang-json";
import {bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentUnit,
  syntaxHighlighting} from "@codemirror/language";
import {lintGutter, lintKeymap, setDiagnostics} from "@codemirror/lint";
import {highlightSelectionMatches, search, searchKeymap} from "@codemirror/search";
import {EditorState} from "@codemirror/state";
import {drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap,
  lineNumbers} from "@codemirror/view";
import {tags} from "@lezer/highlight";

import grammar from "../../editors/textmate/plimsoll.tmLanguage.json";
import {assistance} from "./assist.js";
import {textMate} from "./textmate.js";
import {verdictLines} from "./verdicts.js";

// The colours themselves are in page.css, for light and dark.
const colours = HighlightStyle.define([
  {tag: tags.comment, class: "code-comment"},
  {tag: [tags.string, tags.special(tags.string)], class: "code-string"},
  {tag: tags.escape, class: "code-escape"},
  {tag: [tags.number, tags.unit], class: "code-number"},
  {tag: [tags.bool, tags.null], class: "code-constant"},
  {tag: [tags.keyword, tags.controlKeyword], class: "code-keyword"},
  {tag: tags.operatorKeyword, class: "code-operator"},
  {tag: tags.definition(tags.variableName), class: "code-declared"},
  {tag: tags.standard(tags.variableName), class: "code-function"},
  {tag: tags.typeName, class: "code-type"},
  {tag: [tags.propertyName, tags.labelName], class: "code-field"},
]);

const policyLanguage = textMate(grammar, {
  commentTokens: {line: "#"},
  closeBrackets: {brackets: ["(", "[", "{", '"', "'"]},
});

// Tab leaves an editor, as it leaves every other thing on the page; Mod-] indents.
function common(label, changed) {
  return [
    lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), history(), drawSelection(),
    bracketMatching(), closeBrackets(), codeFolding(), foldGutter(), lintGutter(), search({top: true}),
    highlightSelectionMatches(), syntaxHighlighting(colours),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap,
      ...lintKeymap]),
    EditorView.contentAttributes.of({"aria-label": label, "spellcheck": "false", "tabindex": "0"}),
    EditorView.updateListener.of(update => update.docChanged && changed(update)),
  ];
}

export function policyEditor(parent, changed, beside) {
  return new EditorView({parent, state: EditorState.create({extensions: [
    assistance(beside), ...common("Policy", changed), policyLanguage, indentUnit.of("    "), verdictLines]})});
}

export function factsEditor(parent, changed) {
  return new EditorView({parent, state: EditorState.create({extensions: [
    ...common("Facts", changed), json(), indentUnit.of("  ")]})});
}

export function textOf(view) {
  return view.state.doc.toString();
}

// Puts a text in place of all that is there; where only little differs, the rest stays as it is. Lines end as in the
// editor, which else takes one of two characters that end a line for another line.
export function replaceText(view, given) {
  const old = textOf(view), text = given.replace(/\r\n?/g, "\n");
  let from = 0;
  while (from < old.length && old[from] === text[from])
    from++;
  let same = 0;
  while (same < Math.min(old.length, text.length) - from && old.at(-1 - same) === text.at(-1 - same))
    same++;
  view.dispatch({changes: {from, to: old.length - same, insert: text.slice(from, text.length - same)}});
}

export function applyEdits(view, edits) {
  view.dispatch({
    changes: edits.map(({from, to, text}) => ({from, to, insert: text})),
    scrollIntoView: true, userEvent: "input.complete",
  });
}

export function goTo(view, from) {
  const anchor = Math.min(from, view.state.doc.length);
  view.dispatch({selection: {anchor}, effects: EditorView.scrollIntoView(anchor, {y: "center"})});
  view.focus();
}

// Underlines problems, whose cures are offered where the pointer rests on them.
export function underline(view, problems) {
  const end = view.state.doc.length;
  const shown = problems.map(({from, to, level, message, cure, edits}) => ({
    from: Math.min(from, end), to: Math.min(Math.max(from, to), end), severity: level,
    message: cure ? `${message}\n${cure}` : message,
    actions: edits?.length > 0 ? [{name: "Apply the cure", apply: () => applyEdits(view, edits)}] : [],
  }));
  view.dispatch(setDiagnostics(view.state, shown));
}
