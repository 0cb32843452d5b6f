// extension.mjs EXTENSION PROGRAM FOLDER: the packed extension with its own language client and the real program, in
// an editor that a stand-in plays, on the files of a folder.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { runAll, test, until } from './cases.mjs';
import { makeEditor } from './stand_in.mjs';

const [extension, program, folder] = process.argv.slice(2);
const require = Module.createRequire(import.meta.url);
const load = Module._load;
let editor;
Module._load = (name, ...rest) => (name === 'vscode' ? editor.vscode : load(name, ...rest));

// An editor with the extension at work; it is read anew, since it keeps what the module vscode has.
async function start(settings = {}, name = undefined) {
  editor = makeEditor(folder, { 'plimsoll.path': program, ...settings });
  const document = name && (await editor.open(name));
  delete require.cache[require.resolve(path.join(extension, 'extension.js'))];
  const context = { subscriptions: [] };
  await require(path.join(extension, 'extension.js')).activate(context);
  const stop = () => {
    for (const one of context.subscriptions) one.dispose();
  };
  return { document, stop };
}

async function within(settings, name, act) {
  const { document, stop } = await start(settings, name);
  try {
    return await act(document);
  } finally {
    stop();
  }
}

// The provider that the language client has registered for a feature, whatever comes before it.
const provider = (feature) => editor.providers.get(`register${feature}Provider`).find((one) => Object.keys(one ?? {}).some((key) => key.startsWith('provide')));
const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
const at = (line, character) => new editor.vscode.Position(line, character);
const diagnostics = (name) => editor.diagnostics.get(path.join(folder, name)) ?? [];
// Runs what a lens of the server offers, by its title and what it is about.
async function runLens(document, title, name) {
  const lenses = await provider('CodeLens').provideCodeLenses(document, never);
  const { command } = lenses.find((lens) => lens.command.title === title && [lens.command.arguments[0].name, lens.command.arguments[0].rule].includes(name));
  await editor.commands.get(command.command)(...command.arguments);
}

// What the program says, on either stream.
const said = (args) => new Promise((resolve) => execFile(program, args, (_, out, err) => resolve(out + err)));

// A text after edits, which do not overlap.
function edited(text, edits) {
  const lines = text.split('\n');
  const offset = ({ line, character }) => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  const ordered = edits.map(({ range, newText }) => [offset(range.start), offset(range.end), newText]).sort(([a], [b]) => b - a);
  return ordered.reduce((done, [begin, end, replacement]) => done.slice(0, begin) + replacement + done.slice(end), text);
}

const itemsOf = (items) => [...items].map(([, item]) => item);

// ---- the program ----

test('without a program, a message says so and offers the settings', () =>
  within({ 'plimsoll.path': '/nowhere/plimsoll' }, undefined, async () => {
    const [message, ...buttons] = editor.messages[0];
    assert.match(message, /^There is no program \/nowhere\/plimsoll\. .*set plimsoll\.path/);
    assert.deepEqual(buttons, ['Open Settings', 'Try Again']);
  }));

// A program that answers as an older one, or as none that this is about.
function pretend(name, script) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

test('a program that is too old is told from a wrong one', async () => {
  const old = pretend('old', 'test "$1" = version && echo plimsoll 0.9.0 && exit 0\nexit 3');
  await within({ 'plimsoll.path': old }, undefined, () => {
    assert.match(editor.messages[0][0], /is too old: plimsoll 0\.9\.0 has no language server\. Install a newer one/);
  });
  await within({ 'plimsoll.path': pretend('other', 'echo hello') }, undefined, () => {
    assert.match(editor.messages[0][0], /is another program than Plimsoll/);
  });
});

test('a file that is no program is said as that', async () => {
  const file = path.join(folder, 'text');
  fs.writeFileSync(file, 'text', { mode: 0o644 });
  await within({ 'plimsoll.path': file }, undefined, () => {
    assert.match(editor.messages[0][0], /cannot be started: .*EACCES.* Set plimsoll\.path/);
  });
});

test('trying again starts the server once the program is there', () =>
  within({ 'plimsoll.path': '/nowhere/plimsoll' }, 'wrong.plim', async () => {
    editor.settings['plimsoll.path'] = program;
    await editor.commands.get('plimsoll.restart')();
    await until(() => diagnostics('wrong.plim').length > 0, 'diagnostics');
  }));

test('another program in the settings is started at once', () =>
  within({ 'plimsoll.path': '/nowhere/plimsoll' }, 'wrong.plim', async () => {
    editor.settings['plimsoll.path'] = program;
    await editor.fire('onDidChangeConfiguration', { affectsConfiguration: (name) => 'plimsoll.path'.startsWith(name) });
    await until(() => diagnostics('wrong.plim').length > 0, 'diagnostics');
  }));

test('a program that leaves at once does not keep another from being started', async () => {
  const leaving = pretend('leaving', 'test "$2" = --help && echo "usage: plimsoll lsp" && exit 0\nexit 1');
  await within({ 'plimsoll.path': leaving }, 'wrong.plim', async () => {
    editor.settings['plimsoll.path'] = program;
    await Promise.all([1, 2].map(() => editor.commands.get('plimsoll.restart')()));
    await until(() => diagnostics('wrong.plim').length > 0, 'diagnostics');
  });
});

// ---- the server, through the language client ----

test('mistakes are shown with their codes', () =>
  within({}, 'wrong.plim', async () => {
    await until(() => diagnostics('wrong.plim').length > 0, 'diagnostics');
    const [first] = diagnostics('wrong.plim');
    assert.match(first.message, /machine has no field memroy/);
    assert.deepEqual([first.range.start.line, first.range.start.character, first.severity], [5, 15, 0]);
  }));

test('completion offers the fields of a record', () =>
  within({}, 'wrong.plim', async (document) => {
    const found = await provider('CompletionItem').provideCompletionItems(document, at(5, 15), never, { triggerKind: 0 });
    const labels = (found.items ?? found).map(({ label }) => label.label ?? label);
    assert.ok(labels.includes('memory'), labels.join());
  }));

test('a param is renamed in all files that use it', () =>
  within({}, 'limits.plim', async (document) => {
    await editor.open('site.plim');
    const edit = await provider('Rename').provideRenameEdits(document, at(4, 8), 'most', never);
    assert.deepEqual(edit.files(), ['limits.plim', 'site.plim']);
  }));

test('a lens above each rule has its verdict', () =>
  within({}, 'site.plim', async (document) => {
    const lenses = await provider('CodeLens').provideCodeLenses(document, never);
    assert.ok(lenses.some(({ command }) => /^(pass|fail|unknown)/.test(command?.title)), JSON.stringify(lenses));
  }));

test('the setting of the facts reaches the server, at its start and when it changes', () =>
  within({ 'plimsoll.facts': 'none.json' }, 'plain.plim', async (document) => {
    const titles = async () => (await provider('CodeLens').provideCodeLenses(document, never)).map(({ command }) => command?.title).join();
    assert.doesNotMatch(await titles(), /pass:/);
    editor.settings['plimsoll.facts'] = 'pair.json';
    await editor.fire('onDidChangeConfiguration', { affectsConfiguration: (name) => 'plimsoll.facts'.startsWith(name) });
    assert.match(await titles(), /pass:/);
  }));

test('what the linter finds is shown, unless the settings say no', () =>
  within({}, 'room.plim', async () => {
    const linted = () => diagnostics('room.plim').some(({ source }) => source === 'plimsoll lint');
    await until(linted, 'findings');
    editor.settings['plimsoll.lint'] = false;
    await editor.fire('onDidChangeConfiguration', { affectsConfiguration: (name) => 'plimsoll.lint'.startsWith(name) });
    await until(() => !linted(), 'no findings');
  }));

test('a policy is laid out as fmt does it', () =>
  within({}, 'untidy.plim', async (document) => {
    const edits = await provider('DocumentFormattingEdit').provideDocumentFormattingEdits(document, { tabSize: 4, insertSpaces: true }, never);
    assert.equal(edited(document.getText(), edits), await said(['fmt', document.uri.fsPath]));
  }));

test('files that change on disk are watched', () =>
  within({}, undefined, () => {
    assert.ok(editor.watchers.includes('**/*.plim') && editor.watchers.includes('**/*.json'));
  }));

// ---- commands and tasks ----

test('the commands of the manifest are there, and those of the lenses', () =>
  within({}, undefined, () => {
    const { contributes } = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual([...editor.commands.keys()].sort(), [...declared, 'plimsoll.explain', 'plimsoll.runTest'].sort());
  }));

test('a command without a policy in front says what it needs', () =>
  within({}, undefined, async () => {
    await editor.commands.get('plimsoll.check')();
    assert.match(editor.messages[0][0], /Open a policy/);
    assert.equal(editor.executed.length, 0);
  }));

test('a check is a task with the facts that the policy names', () =>
  within({}, 'site.plim', async (document) => {
    await editor.commands.get('plimsoll.check')();
    const [task] = editor.executed;
    assert.equal(task.execution.process, program);
    assert.deepEqual(task.execution.args, ['check', document.uri.fsPath, '--facts', path.join(folder, 'pair.json')]);
    assert.equal(task.matcher, '$plimsoll');
  }));

test('a task of tasks.json gets its command line', () =>
  within({}, undefined, () => {
    const definition = { type: 'plimsoll', policy: 'kvm.live', facts: ['a.json', 'b.json'], options: ['--quiet'] };
    const task = editor.taskProviders.get('plimsoll').resolveTask({ definition, name: 'live' });
    assert.deepEqual(task.execution.args, ['check', 'kvm.live', '--facts', 'a.json', '--facts', 'b.json', '--quiet']);
    assert.equal(task.definition, definition); // the editor takes no other
  }));

test('a lens explains a rule for the facts of its policy', () =>
  within({}, 'site.plim', async (document) => {
    await runLens(document, 'explain', 'memory');
    assert.deepEqual(editor.executed[0].execution.args, ['explain', document.uri.fsPath, 'memory', '--facts', path.join(folder, 'pair.json')]);
  }));

test('the problem matcher reads what check says of a mistake', async () => {
  const lines = (await said(['check', path.join(folder, 'wrong.plim')])).split('\n');
  const { contributes } = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));
  const [{ regexp, file, line, column, severity, message }] = contributes.problemPatterns;
  const found = lines.map((one) => new RegExp(regexp).exec(one)).filter(Boolean);
  assert.deepEqual([file, line, column, severity, message].map((index) => found[0][index]),
    [path.join(folder, 'wrong.plim'), '6', '16', 'error', 'machine has no field memroy']);
  assert.equal(found.length, 2, lines.join());
});

// ---- tests ----

async function listed() {
  const [controller] = editor.controllers;
  await controller.resolveHandler(undefined);
  return controller;
}

async function ran(request) {
  const [controller] = editor.controllers;
  await controller.profiles[0].run(request, never);
  const run = editor.runs.at(-1);
  assert.ok(run.ended);
  return run.results;
}

test('the explorer has a tree of files, tests and cases, with their places', () =>
  within({}, undefined, async () => {
    const { items } = await listed();
    const file = items.get(path.join(folder, 'room_test.plim'));
    assert.equal(file.label, 'room_test.plim');
    const [memory, alone] = itemsOf(file.children);
    assert.deepEqual([memory.label, alone.label], ['memory', 'without cases']);
    const cases = itemsOf(memory.children);
    assert.deepEqual(cases.map(({ label }) => label), ['enough', 'wrong', 'not told']);
    assert.deepEqual([cases[1].range.start.line, cases[1].range.start.character], [6, 9]);
  }));

test('a program is not looked for in the folder that is open', async () => {
  const ran = path.join(folder, 'ran');
  fs.writeFileSync(path.join(folder, 'planted'), `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
  await within({ 'plimsoll.path': './planted' }, undefined, async () => {
    const { items } = await listed();
    assert.match(itemsOf(items)[0].error, /ENOENT/);
    assert.ok(!fs.existsSync(ran));
  });
});

test('a file with a mistake says it', () =>
  within({}, undefined, async () => {
    const { items } = await listed();
    assert.match(items.get(path.join(folder, 'slip_test.plim')).error, /there is no rule nothing/);
  }));

test('a run reports each case, with what came at its place', () =>
  within({}, undefined, async () => {
    const { items } = await listed();
    const results = await ran({ include: [items.get(path.join(folder, 'room_test.plim'))] });
    assert.deepEqual([...results].map(([name, { outcome }]) => `${name}: ${outcome}`),
      ['memory / enough: passed', 'memory / wrong: failed', 'memory / not told: passed', 'without cases: passed']);
    const [message] = results.get('memory / wrong').messages;
    assert.match(message.message, /expected: expect pass memory\ncame: fail\n\nfail: dest\.memory >= sum\(vm\.memory\) {3}16 GiB >= 24 GiB$/);
    assert.equal(message.location.uri.fsPath, path.join(folder, 'room_test.plim'));
    assert.deepEqual([message.location.range.start.line, message.location.range.start.character], [6, 51]);
  }));

test('all tests run where none is chosen, and a mistake is an error', () =>
  within({}, undefined, async () => {
    await listed();
    const results = await ran({});
    assert.equal(results.get('memory / enough').outcome, 'passed');
    const mistaken = results.get('slip');
    assert.equal(mistaken.outcome, 'errored');
    assert.match(mistaken.messages[0].message, /there is no rule nothing/);
  }));

test('one case is chosen, another is left out', () =>
  within({}, undefined, async () => {
    const { items } = await listed();
    const file = items.get(path.join(folder, 'room_test.plim'));
    const [memory] = itemsOf(file.children);
    const [enough, wrong] = itemsOf(memory.children);
    assert.deepEqual([...(await ran({ include: [enough] })).keys()], ['memory / enough']);
    assert.deepEqual([...(await ran({ include: [memory], exclude: [wrong] })).keys()], ['memory / enough', 'memory / not told']);
  }));

test('a lens runs a case, and a test with all of its cases', () =>
  within({}, 'room_test.plim', async (document) => {
    await runLens(document, 'run case', 'memory / wrong');
    assert.deepEqual([...editor.runs.at(-1).results.keys()], ['memory / wrong']);
    await runLens(document, 'run test', 'memory');
    assert.equal(editor.runs.at(-1).results.size, 3);
    await editor.commands.get('plimsoll.runTest')({ uri: document.uri.toString(), name: 'gone' });
    assert.match(editor.messages.at(-1)[0], /There is no test "gone"/);
  }));

test('a lens runs a test of a file that is in no open folder', async () => {
  const elsewhere = fs.mkdtempSync(path.join(folder, '../elsewhere'));
  for (const name of ['room.plim', 'room_test.plim']) fs.copyFileSync(path.join(folder, name), path.join(elsewhere, name));
  await within({}, undefined, async () => {
    const uri = editor.Uri.file(path.join(elsewhere, 'room_test.plim'));
    await editor.commands.get('plimsoll.runTest')({ uri: uri.toString(), name: 'without cases' });
    assert.equal(editor.runs[0].results.get('without cases').outcome, 'passed');
  });
});

test('a run that is stopped says nothing of its cases', () =>
  within({}, undefined, async () => {
    const { items } = await listed();
    editor.settings['plimsoll.path'] = pretend('slow', 'exec sleep 20');
    const source = new editor.vscode.CancellationTokenSource();
    const request = { include: [items.get(path.join(folder, 'room_test.plim'))] };
    const run = editor.controllers[0].profiles[0].run(request, source.token);
    source.cancel();
    await run;
    assert.deepEqual(new Set([...editor.runs.at(-1).results.values()].map(({ outcome }) => outcome)), new Set(['skipped']));
  }));

test('saving a test lists it anew', () =>
  within({}, undefined, async () => {
    const { items } = await listed();
    const file = path.join(folder, 'room_test.plim'), text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace('"enough"', '"plenty"'));
    await editor.fire('**/*.plim onDidChange', editor.Uri.file(file));
    const first = () => itemsOf(itemsOf(items.get(file).children)[0].children)[0].label;
    await until(() => first() === 'plenty', 'the new name');
    fs.writeFileSync(file, text);
  }));

test('a program that knows no list of tests is said to be too old', () =>
  within({}, undefined, async () => {
    editor.settings['plimsoll.path'] = pretend('listless', 'echo "a.plim: memory"');
    const { items } = await listed();
    assert.match(items.get(folder).error, /too old/);
  }));

// ---- the report ----

test('the report of a policy is locked: its own style and nothing else', () =>
  within({}, 'site.plim', async () => {
    await editor.commands.get('plimsoll.showReport')();
    const [panel] = editor.panels;
    const { html } = panel.webview;
    assert.equal(panel.title, 'Report: site.plim');
    assert.deepEqual([panel.options.enableScripts, panel.options.enableCommandUris, panel.options.localResourceRoots], [false, false, []]);
    assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='">/);
    assert.equal(html.match(/Content-Security-Policy/g).length, 1);
    assert.doesNotMatch(html, /<script|unsafe-inline|\son[a-z]+=/);
    const [, style] = /<style>([^]*?)<\/style>/.exec(html);
    assert.ok(html.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`));
    assert.match(style, /\.screen \{ display: none; \}\n/); // what would need a script
    assert.match(html, /What the site asks for/);
    if (process.env.REPORT) fs.writeFileSync(process.env.REPORT, html);
  }));

test('saving the policy or its facts makes the report anew, in the same panel', () =>
  within({}, 'site.plim', async (document) => {
    await editor.commands.get('plimsoll.showReport')();
    const [{ webview }] = editor.panels;
    for (const saved of [document, new editor.Document(editor.Uri.file(path.join(folder, 'pair.json')))]) {
      webview.html = '';
      await editor.fire('onDidSaveTextDocument', saved);
      assert.match(webview.html, /What the site asks for/);
    }
    webview.html = '';
    await editor.fire('onDidSaveTextDocument', new editor.Document(editor.Uri.file(path.join(folder, 'other.json'))));
    assert.equal(webview.html, '');
    await editor.commands.get('plimsoll.showReport')();
    assert.equal(editor.panels.length, 1);
  }));

test('a closed panel is not written to, and another opens', () =>
  within({}, 'site.plim', async (document) => {
    await editor.commands.get('plimsoll.showReport')();
    editor.panels[0].dispose();
    editor.panels[0].webview.html = '';
    await editor.fire('onDidSaveTextDocument', document);
    assert.equal(editor.panels[0].webview.html, '');
    await editor.commands.get('plimsoll.showReport')();
    assert.equal(editor.panels.length, 2);
  }));

test('a mistake stands in the panel as text', () =>
  within({}, 'markup.plim', async () => {
    await editor.commands.get('plimsoll.showReport')();
    const { html } = editor.panels[0].webview;
    assert.match(html, /There is no report/);
    assert.match(html, /&#60;img/);
    assert.doesNotMatch(html, /<img/);
  }));

await runAll();
