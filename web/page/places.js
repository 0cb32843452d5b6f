// Where in a text of JSON what a message speaks of stands.
import {syntaxTree} from "@codemirror/language";

// "source.vm[0].memory" -> ["source", "vm", 0, "memory"]
function stepsOf(path) {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)]
    .map(([, index, quoted, name]) => index !== undefined ? Number(index) : quoted ?? name);
}

function child(state, node, step) {
  if (typeof step === "number") {
    if (node.name !== "Array")
      return null;
    const values = [];
    for (let at = node.firstChild; at; at = at.nextSibling)
      if (/^[A-Z]/.test(at.name))
        values.push(at);
    return values[step] ?? null;
  }
  for (let at = node.firstChild; at; at = at.nextSibling) {
    const name = at.name === "Property" ? at.getChild("PropertyName") : null;
    if (name && state.sliceDoc(name.from + 1, name.to - 1) === step)
      return at.lastChild;
  }
  return null;
}

// The value that a path leads to, or the last one on the way there.
function valueAt(state, path) {
  let node = syntaxTree(state).topNode.firstChild;
  for (const step of stepsOf(path)) {
    const next = node && child(state, node, step);
    if (!next)
      break;
    node = next;
  }
  return node;
}

// The span of what a diagnostic of facts speaks of: the place that its message names, or its path.
export function spanInFacts(state, {message, path}) {
  const named = /\(line (\d+), column (\d+), byte \d+\)$/.exec(message);
  if (named && Number(named[1]) <= state.doc.lines) {
    const line = state.doc.line(Number(named[1]));
    const from = Math.min(line.from + Number(named[2]) - 1, line.to);
    return {from, to: Math.min(from + 1, line.to)};
  }
  const value = path ? valueAt(state, path) : null;
  return value ? {from: value.from, to: Math.min(value.to, state.doc.lineAt(value.from).to)} : {from: 0, to: 0};
}
