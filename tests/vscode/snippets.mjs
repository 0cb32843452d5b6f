// snippets.mjs EXTENSION PROGRAM WORDS FACTS FOLDER: the snippets, as they are before anything is typed over, are policies
// without a mistake, and there is one for each word that a statement begins with (WORDS: grammar/words.c).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { runAll, test } from './cases.mjs';

const [extension, program, words, facts, folder] = process.argv.slice(2);
const snippets = Object.values(JSON.parse(fs.readFileSync(path.join(extension, 'snippets.json'), 'utf8')));
const bodyOf = ({ body }) => [body].flat().join('\n');

// ---- expanding: $1, ${1:text}, ${1|one,other|}, $NAME, and \ before a character ----

function expand(body) {
  const values = new Map();
  let at = 0;

  function choice(index) {
    const end = body.indexOf('|}', at);
    values.set(index, body.slice(at, end).split(',')[0]);
    at = end + 2;
    return values.get(index);
  }
  function placeholder() {
    at += 2;
    const index = /\d+/y;
    index.lastIndex = at;
    const [number] = index.exec(body);
    at += number.length;
    const kind = body[at++];
    if (kind === '|') return choice(number);
    if (kind === '}') return values.get(number) ?? '';
    assert.equal(kind, ':');
    const text = until('}');
    if (!values.has(number)) values.set(number, text);
    assert.equal(values.get(number), text, `placeholder ${number} has two texts`);
    return text;
  }
  function variable() {
    const [whole, name] = /^\$(\d+|CURRENT_YEAR)/.exec(body.slice(at));
    at += whole.length;
    return name === 'CURRENT_YEAR' ? '2030' : values.get(name) ?? '';
  }
  function until(end) {
    let text = '';
    while (at < body.length && body[at] !== end) {
      if (body[at] === '\\') text += body[(at += 2) - 1];
      else if (body[at] !== '$') text += body[at++];
      else text += body[at + 1] === '{' ? placeholder() : variable();
    }
    at += end === undefined ? 0 : 1;
    return text;
  }
  return until(undefined);
}

// ---- where a snippet stands ----

const byPrefix = (prefix) => expand(bodyOf(snippets.find((one) => one.prefix === prefix)));
const HEAD = 'policy site "What the site asks for" version "1"\nuse facts virtualization 1\n';
const BASE = `policy base "What is used" version "1"\nuse facts virtualization 1
param reserve: bytes min 0 B = 4 GiB "what the destination keeps"
rule memory "The destination has memory" { require dest.memory - reserve >= sum(vm.memory) }
rule small "Machines are small" { for each vm  require vm.memory <= 64 GiB message "{vm.name} has {vm.memory}." }
`;
const GIVEN = 'given { dest: { name: "hv02", memory: 64 GiB }, vm: [ { name: "db01", memory: 8 GiB } ] }';
const LARGE = 'given { dest: { name: "hv02", memory: 256 GiB }, vm: [ { name: "db01", memory: 128 GiB } ] }';
const MODEL = `facts model 1
record gap { path: text  why: text }
record sworn key id { id: text  by: text  at: time  answer: text }
record visit { shop: text  at: time }
root gap: list of gap
root sworn: list of sworn
root visit: list of visit
`;

const alone = (text) => ({ 'site.plim': text });
const inPolicy = (text) => alone(HEAD + text);
const inRule = (text) => inPolicy(`rule memory "Memory" {\n${text}\n    require 1 <= count(vm)\n}\n`);
const afterRequire = (text) => inPolicy(`rule memory "Memory" {\n    require 1 <= count(vm)\n${text}\n}\n`);
const ofBase = (text) => ({ 'base.plim': BASE, ...alone(`policy site "S" version "1"\nuse policy base\n${text}\n`) });
const tailoring = (text) => ({ 'base.plim': BASE, ...alone(`policy site "S" version "1"\nuse policy base {\n${text}\n}\n`) });
const inTest = (text, given = GIVEN) => ({ 'base.plim': BASE, 'site_test.plim': `policy site_test "S"\nuse policy base\ntest "t" {\n${given}\n${text}\n}\n` });
const beforeCase = (text) => inTest(`${text}\ncase "c" { expect run pass }`);
const model = (text, name) => ({ [`${name}.plim`]: text, ...alone(`policy site "S" version "1"\nuse facts ${name} 1\n`) });

const FRAMES = {
  'policy': alone,
  'facts': (text) => model(text, 'racks'),
  'use facts': (text) => alone(`policy site "S" version "1"\n${text}\n`),
  'use policy': (text) => alone(`policy site "S" version "1"\n${text}\n`),
  'use policy tailored': (text) => alone(`policy site "S" version "1"\n${text}\n`),
  'reasons': (text) => model(MODEL + text, 'model'),
  'answers': (text) => model(MODEL + text, 'model'),
  'origins': (text) => model(MODEL + text, 'model'),
  'waive': ofBase,
  'set': tailoring, 'skip': tailoring, 'severity of': tailoring,
  'severity': inRule, 'mandatory': inRule, 'when': inRule, 'for each': inRule, 'let': inRule, 'require': inRule,
  'message': afterRequire, 'remedy': afterRequire, 'see': afterRequire, 'tag': afterRequire,
  'test': (text) => ({ 'site_test.plim': HEAD.replace('site', 'site_test') + byPrefix('rule') + '\n' + text }),
  'case': (text) => inTest(text),
  'given': (text) => inTest(`${text}\ncase "c" { expect pass memory }`, 'given { dest: { name: "hv02", memory: 64 GiB } }'),
  'with': beforeCase,
  'without': (text) => inTest(`${text}\ncase "c" { expect unknown memory }`),
  'at': beforeCase,
  'expect': inTest, 'expect for': inTest, 'expect run': inTest, 'expect value': inTest,
  'expect message': (text) => inTest(text, LARGE),
};

// A policy has no mistake, and its tests pass.
function holds(files) {
  const place = fs.mkdtempSync(path.join(folder, 'snippet'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(place, name), text);
  const [last] = Object.keys(files).reverse();
  const command = last.endsWith('_test.plim') ? ['test'] : ['check', '--now', '2026-11-23T10:00:00Z'];
  if (/^use policy|^use facts virt/m.test(files[last]) && command.length > 1) command.push('--facts', facts);
  const { status, stdout, stderr } = spawnSync(program, [...command, last], { cwd: place, encoding: 'utf8' });
  assert.equal(stderr, '', files[last]);
  // What has no rule decides nothing.
  assert.ok(status === 0 || (status === 2 && stdout.includes('nothing was decided')), `status ${status}\n${files[last]}\n${stdout}`);
}

for (const snippet of snippets) {
  test(`the snippet "${snippet.prefix}" has no mistake`, () => {
    holds((FRAMES[snippet.prefix] ?? inPolicy)(expand(bodyOf(snippet))));
  });
}

test('each statement has a snippet', () => {
  const rows = fs.readFileSync(words, 'utf8').matchAll(/ROW\(\w+, "(\w+)", ([^)]*)\)/g);
  const statements = [...rows].filter(([, , roles]) => /WORD_(FILE|RULE|LOOP|TEST|TAILOR)\b/.test(roles)).map(([, word]) => word);
  const begun = new Set(snippets.map(({ prefix }) => prefix.split(' ')[0]));
  assert.ok(statements.length > 25);
  assert.deepEqual(statements.filter((word) => !begun.has(word)), []);
});

test('no two snippets have the same prefix', () => {
  assert.equal(new Set(snippets.map(({ prefix }) => prefix)).size, snippets.length);
});

await runAll();
