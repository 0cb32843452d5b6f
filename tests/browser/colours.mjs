// colours.mjs TEXTMATE BUNDLE GRAMMAR POLICY...: the page's reader of TextMate grammars gives each character the scope
// that the machinery of Visual Studio Code gives it. Prints 'PASS NAME' or 'FAIL NAME: WHY'.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";

const [modules, bundle, grammarPath, ...policies] = process.argv.slice(2);
const require = createRequire(resolve(modules, "package.json"));
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");
const {textMate} = await import(pathToFileURL(resolve(bundle)).href);

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
const text = readFileSync(grammarPath, "utf8");
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
    createOnigString: string => new oniguruma.OnigString(string),
  }),
  loadGrammar: async () => textmate.parseRawGrammar(text, grammarPath),
});
const grammar = await registry.loadGrammar("source.plimsoll");
const ours = textMate(JSON.parse(text), {}).streamParser;

function known(scope) {
  const parts = scope.split(".");
  while (parts.length > 0 && !(parts.join("-") in ours.tokenTable))
    parts.pop();
  return parts.join("-") || null;
}

// The innermost scope that has a colour; an expression in a text has not that of the text.
function colourOf(scopes) {
  const inner = scopes.slice(scopes.findLastIndex(scope => scope.startsWith("meta.embedded")) + 1);
  return inner.slice(inner === scopes ? 1 : 0).reverse().map(known).find(name => name !== null) ?? null;
}

function theirColours(line, state) {
  const {tokens, ruleStack} = grammar.tokenizeLine(line, state);
  const colours = [];
  for (const {startIndex, endIndex, scopes} of tokens)
    colours.fill(colourOf(scopes), startIndex, colours.length = Math.min(endIndex, line.length));
  return {colours, state: ruleStack};
}

// As in CodeMirror, a few steps may read nothing, in which constructs end.
function ourColours(line, state) {
  const stream = {string: line, pos: 0, sol: () => stream.pos === 0};
  const colours = [];
  for (let idle = 0; stream.pos < line.length && idle < 10;) {
    const from = stream.pos;
    const name = ours.token(stream, state);
    idle = stream.pos > from ? 0 : idle + 1;
    colours.fill(name, from, colours.length = stream.pos);
  }
  return colours;
}

let lines = 0, wrong = null;
for (const policy of policies) {
  let state = textmate.INITIAL;
  const ownState = ours.startState();
  for (const line of readFileSync(policy, "utf8").split("\n")) {
    const theirs = theirColours(line, state);
    const own = ourColours(line, ownState);
    const at = theirs.colours.findIndex((name, index) => name !== own[index] && line[index].trim() !== "");
    if (at >= 0)
      wrong ??= `${policy}: ${line} (${at}: ${own[at]} for ${theirs.colours[at]})`;
    state = theirs.state;
    lines++;
  }
}
console.log(`# ${lines} lines`);
console.log(wrong === null && lines > 0 ? "PASS colours are those of other editors" :
  `FAIL colours are those of other editors: ${wrong}`);
