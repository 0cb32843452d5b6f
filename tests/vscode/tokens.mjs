// tokens.mjs EXTENSION MODULES FILE...: the tokens of policies with their scopes, as the machinery of Visual Studio Code
// reads the grammar that the packed extension names.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [extension, modules, ...files] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'package.json'));
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');
const { contributes } = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));

await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const row = contributes.grammars.find(({ scopeName }) => scopeName === scope);
    const file = path.join(extension, row.path);
    return textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file);
  },
});
const grammar = await registry.loadGrammar('source.plimsoll');

for (const file of files) {
  let state = textmate.INITIAL;
  for (const [index, line] of fs.readFileSync(file, 'utf8').split('\n').entries()) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const text = line.slice(startIndex, endIndex);
      if (text.trim()) console.log(`${index + 1}\t${text.trim()}\t${scopes.slice(1).join(' ')}`);
    }
  }
}
