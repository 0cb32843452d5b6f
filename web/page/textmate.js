// A language of CodeMirror from a TextMate grammar whose constructs end with their line, as that of
// editors/textmate does: what is coloured here is what is coloured in other editors.
import {StreamLanguage} from "@codemirror/language";
import {tags} from "@lezer/highlight";

// The longest beginning of a scope that stands here decides.
const tagOfScope = {
  "comment": tags.comment,
  "string": tags.string,
  "constant.character.escape": tags.escape,
  "constant.language": tags.bool,
  "constant.numeric": tags.number,
  "constant.numeric.time": tags.number,
  "entity.name.function": tags.definition(tags.variableName),
  "keyword.control": tags.controlKeyword,
  "keyword.operator": tags.operator,
  "keyword.operator.word": tags.operatorKeyword,
  "keyword.other": tags.keyword,
  "keyword.other.unit": tags.unit,
  "punctuation": tags.punctuation,
  "support.function": tags.standard(tags.variableName),
  "support.type": tags.typeName,
  "variable.other.member": tags.labelName,
  "variable.other.property": tags.propertyName,
};

function knownScope(scope) {
  const parts = (scope ?? "").split(".");
  while (parts.length > 0 && !(parts.join(".") in tagOfScope))
    parts.pop();
  return parts.length > 0 ? tokenName(parts.join(".")) : null;
}

// CodeMirror takes dots apart.
function tokenName(scope) {
  return scope.replaceAll(".", "-");
}

const compiled = new Map();

function regex(source) {
  if (!compiled.has(source))
    compiled.set(source, new RegExp(source, "gd"));
  return compiled.get(source);
}

function matchFrom(source, line, position) {
  const expression = regex(source);
  expression.lastIndex = position;
  return expression.exec(line);
}

// The patterns of a list with what they include.
function flatten(grammar, patterns) {
  return patterns.flatMap(pattern => {
    const included = pattern.include && grammar.repository[pattern.include.slice(1)];
    if (included)
      return flatten(grammar, included.match || included.begin ? [included] : included.patterns);
    return pattern.match || pattern.begin ? [pattern] : flatten(grammar, pattern.patterns);
  });
}

// What comes first in the line from a position: the end of the innermost construct, or a pattern.
function nextMatch(grammar, inner, line, position) {
  let best = null;
  if (inner?.end) {
    const match = matchFrom(inner.end, line, position);
    best = match && {match, pattern: inner, ends: true};
  }
  for (const pattern of patternsOf(grammar, inner)) {
    const match = matchFrom(pattern.match ?? pattern.begin, line, position);
    if (match && (best === null || match.index < best.match.index))
      best = {match, pattern, ends: false};
    if (best?.match.index === position)
      break;
  }
  return best;
}

const flattened = new WeakMap();

function patternsOf(grammar, inner) {
  const owner = inner ?? grammar;
  if (!flattened.has(owner))
    flattened.set(owner, flatten(grammar, owner.patterns ?? []));
  return flattened.get(owner);
}

// The stretches of a match: those of its groups that have scopes, and what lies between them.
function stretches({match, pattern, ends}, around) {
  const captures = (pattern.match || !(pattern.beginCaptures || pattern.endCaptures) ? pattern.captures :
    ends ? pattern.endCaptures : pattern.beginCaptures) ?? {};
  const whole = captures[0]?.name ?? pattern.name ?? around;
  const out = [];
  let at = match.index;
  for (const [group, {name}] of Object.entries(captures)) {
    const [begin, end] = (group !== "0" && match.indices[group]) || [0, 0];
    if (end <= begin)
      continue;
    if (begin > at)
      out.push([begin, whole]);
    out.push([end, name]);
    at = end;
  }
  const end = match.index + match[0].length;
  if (end > at)
    out.push([end, whole]);
  return out;
}

function scopeWithin(inner) {
  return inner ? inner.contentName ?? inner.name : null;
}

// Reads on to the next stretch: [its end, its scope].
function advance(grammar, state, line, position) {
  const inner = state.stack.at(-1);
  const next = nextMatch(grammar, inner, line, position);
  if (next === null)
    return [line.length, scopeWithin(inner)];
  if (next.match.index > position)
    return [next.match.index, scopeWithin(inner)];
  state.waiting = stretches(next, scopeWithin(inner));
  if (next.ends)
    state.stack = state.stack.slice(0, -1);
  else if (next.pattern.begin)
    state.stack = [...state.stack, next.pattern];
  return state.waiting.shift() ?? null;
}

export function textMate(grammar, data) {
  return StreamLanguage.define({
    name: grammar.name.toLowerCase(),
    startState: () => ({stack: [], waiting: []}),
    copyState: state => ({stack: [...state.stack], waiting: [...state.waiting]}),
    token(stream, state) {
      if (stream.sol()) {
        state.stack = [];
        state.waiting = [];
      }
      const stretch = state.waiting.shift() ?? advance(grammar, state, stream.string, stream.pos);
      if (stretch === null)
        return null; // an empty end: what it ended is left
      stream.pos = stretch[0];
      return knownScope(stretch[1]);
    },
    tokenTable: Object.fromEntries(Object.entries(tagOfScope).map(([scope, tag]) => [tokenName(scope), tag])),
    languageData: data,
  });
}
