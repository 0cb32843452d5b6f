// probe_textmate.mjs MODULES TOKENS: adds to each token how the TextMate grammar classes its first and its last
// byte, as the machinery of Visual Studio Code reads it.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [modules, tokens] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'package.json'));
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

const CLASSES = [
  ['comment', 'comment'], ['constant.numeric', 'number'], ['keyword.other.unit', 'unit'],
  ['keyword.operator.word', 'keyword'], ['keyword.operator', 'operator'], ['keyword', 'keyword'],
  ['support.function', 'function'], ['support.type', 'type'], ['constant.character', 'string'],
  ['constant', 'constant'], ['variable', 'field'], ['entity', 'name'], ['punctuation', 'none'],
  ['meta.embedded', 'none'], ['string', 'string'],
];

function classOf(scopes) {
  const scope = scopes[scopes.length - 1];
  const row = CLASSES.find(([prefix]) => scope.startsWith(prefix));
  return row ? row[1] : 'none';
}

// A class for each byte of a file.
function classes(grammar, file) {
  const found = [];
  let state = textmate.INITIAL;
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    const result = grammar.tokenizeLine(line, state);
    let at = 0;
    for (const token of result.tokens) {
      const end = Math.min(token.endIndex, line.length);
      found.push(...Array(Buffer.byteLength(line.slice(at, end))).fill(classOf(token.scopes)));
      at = end;
    }
    found.push('none'); // the end of the line
    state = result.ruleStack;
  }
  return found;
}

await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => {
    const file = 'editors/textmate/plimsoll.tmLanguage.json';
    return textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file);
  },
});
const grammar = await registry.loadGrammar('source.plimsoll');
const out = [];
let found = [];
for (const line of fs.readFileSync(tokens, 'utf8').trimEnd().split('\n')) {
  const [begin, end] = line.split(' ');
  if (begin === 'file') {
    found = classes(grammar, end);
    out.push(line);
  } else {
    out.push(`${line} ${found[begin]} ${found[end - 1]}`);
  }
}
console.log(out.join('\n'));
