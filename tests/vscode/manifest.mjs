// manifest.mjs EXTENSION MODULES VERSION TOP: what the packed extension declares: in a form that the editor takes, about
// files that are there, and as its pages say it. TOP is the folder of all sources.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { runAll, test } from './cases.mjs';

const [extension, modules, version, top] = process.argv.slice(2);
const Ajv = createRequire(path.resolve(modules, 'package.json'))('ajv').default;
const read = (name) => fs.readFileSync(path.join(extension, name), 'utf8');
const json = (name) => JSON.parse(read(name));
const manifest = json('package.json');
const { contributes } = manifest;
const pages = [read('readme.md'), fs.readFileSync(path.join(top, 'docs/editors.md'), 'utf8')];

const isPattern = (text) => Boolean(new RegExp(text));
const fits = (name, value) => {
  const ajv = new Ajv({ allErrors: true, strictTuples: false, strictTypes: false, formats: { regex: isPattern } });
  const check = ajv.compile(JSON.parse(fs.readFileSync(new URL(`${name}.schema.json`, import.meta.url), 'utf8')));
  assert.ok(check(value), JSON.stringify(check.errors));
};

test('the manifest is of the form that the editor takes', () => fits('manifest', manifest));
test('so are the snippets', () => fits('snippets', json('snippets.json')));
test('and the configuration of the language', () => fits('language', json('language-configuration.json')));

test('the version is that of the program', () => assert.equal(manifest.version, version));

test('all files that it names are packed', () => {
  const named = [
    `${manifest.main}`, manifest.icon, ...contributes.grammars.map((one) => one.path), ...contributes.snippets.map((one) => one.path),
    ...contributes.languages.flatMap((one) => [one.configuration, one.icon.light, one.icon.dark]),
  ];
  for (const name of named) assert.ok(fs.existsSync(path.join(extension, name)), name);
});

test('menus and tasks name what is declared', () => {
  const commands = new Set(contributes.commands.map(({ command }) => command));
  for (const { command } of Object.values(contributes.menus).flat()) assert.ok(commands.has(command), command);
  const patterns = new Set(contributes.problemPatterns.map(({ name }) => `$${name}`));
  for (const { pattern } of contributes.problemMatchers) assert.ok(patterns.has(pattern), pattern);
});

test('a folder that is not trusted chooses no program', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.deepEqual([supported, restrictedConfigurations], ['limited', ['plimsoll.path']]);
  assert.equal(contributes.configuration.properties['plimsoll.path'].scope, 'machine-overridable');
});

// The rows of a table of a page, as their first cells.
const rows = (page, first) => [...page.matchAll(/^\| (.*?) \|(.*)\|$/gm)].map(([, name, rest]) => [name, rest.split(' | ')[0].trim()]).filter(([name]) => first.test(name));

test('the settings of the pages are those that are declared, with their defaults', () => {
  const declared = Object.entries(contributes.configuration.properties).map(([name, { default: value }]) => [name, String(value)]);
  for (const page of pages) {
    const told = rows(page, /^`plimsoll\./).map(([name, value]) => [name.slice(1, -1), value.replaceAll(/[`|]/g, '').trim()]);
    assert.deepEqual(told, declared);
  }
});

test('the commands of the pages are those that are declared', () => {
  const declared = contributes.commands.map(({ category, title }) => `${category}: ${title}`).sort();
  for (const page of pages) assert.deepEqual(rows(page, /^\*Plimsoll: /).map(([name]) => name.slice(1, -1)).sort(), declared);
});

test('the sources read no setting that is not declared', () => {
  const text = fs.readFileSync(path.join(top, 'editors/vscode/src/settings.ts'), 'utf8');
  const names = [...text.matchAll(/(?:text\(|get<\w+>\()'(\w+)'/g)].map(([, name]) => `plimsoll.${name}`);
  assert.ok(names.length >= 3);
  for (const name of names) assert.ok(name in contributes.configuration.properties, name);
});

test('lines that open a block are followed by deeper ones, others are not', () => {
  const { increaseIndentPattern, decreaseIndentPattern } = json('language-configuration.json').indentationRules;
  const opens = ['rule a "A" {', '    given {', 'dest: { name: "}"', 'rule a "A" { # a {', 'let x = sum(', "see 'a' {", 'x in ['];
  const opensNot = ['', '# a {', 'require a == "{"', 'case "a" { expect pass b }', "require a matches '^{'", 'message "{vm.name} has (", tag x', '}'];
  for (const line of opens) assert.match(line, new RegExp(increaseIndentPattern));
  for (const line of opensNot) assert.doesNotMatch(line, new RegExp(increaseIndentPattern));
  for (const line of ['}', '    } # end', '])']) assert.match(line, new RegExp(decreaseIndentPattern));
  assert.doesNotMatch('rule a "A" {}', new RegExp(decreaseIndentPattern));
});

test('comments, words and folds are those of the language', () => {
  const { comments, wordPattern, folding } = json('language-configuration.json');
  assert.equal(comments.lineComment, '#');
  assert.deepEqual('dest.memory_free >= 8 GiB'.match(new RegExp(wordPattern, 'g')), ['dest', 'memory_free', 'GiB']);
  assert.match('# region hosts', new RegExp(folding.markers.start));
});

test('it sends nothing: no module of the net, no address, no telemetry', () => {
  const code = read('extension.js');
  assert.doesNotMatch(code, /require\("(?:node:)?(?:https?|http2|dgram|tls|dns)"\)|createTelemetryLogger|XMLHttpRequest|WebSocket/);
  assert.doesNotMatch(code, /sourceMappingURL/);
});

await runAll();
