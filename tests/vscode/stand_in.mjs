// A small stand-in for the module vscode, as far as the extension and its language client ask for it. What it is
// told it keeps, for tests to read. What is not here is a class or a provider that nobody calls.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';

const LOG = ['append', 'appendLine', 'trace', 'debug', 'info', 'warn', 'error', 'show', 'dispose'];

class Uri {
  constructor(href) { this.href = href; }
  static file(name) { return new Uri(pathToFileURL(name).href); }
  static parse(text) { return new Uri(text); }
  get scheme() { return this.href.split(':', 1)[0]; }
  get path() { return decodeURIComponent(new URL(this.href).pathname); }
  get fsPath() { return fileURLToPath(this.href); }
  toString() { return this.href; }
}

class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self) => {
      const bound = (value) => listener.call(self, value);
      this.listeners.add(bound);
      return new Disposable(() => this.listeners.delete(bound));
    };
  }
  fire(value) { return Promise.all([...this.listeners].map((listener) => listener(value))); }
  dispose() { this.listeners.clear(); }
}

class Disposable {
  constructor(end = () => {}) { this.dispose = end; }
}

class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
}

class Range {
  constructor(start, end, ...rest) {
    if (rest.length > 0) [start, end] = [new Position(start, end), new Position(...rest)];
    Object.assign(this, { start, end });
  }
}

class Location {
  constructor(uri, place) { Object.assign(this, { uri, range: place instanceof Position ? new Range(place, place) : place }); }
}

class Diagnostic {
  constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}

class TextEdit {
  constructor(range, newText) { Object.assign(this, { range, newText }); }
}

class WorkspaceEdit {
  constructor() { this.edits = new Map(); }
  set(uri, edits) { this.edits.set(uri.fsPath, edits); }
  /** The names of the files that it changes. */
  files() { return [...this.edits.keys()].map((file) => path.basename(file)).sort(); }
}

class CodeLens {
  constructor(range, command) { Object.assign(this, { range, command }); }
}

class CompletionItem {
  constructor(label) { this.label = label; }
}

class CompletionList {
  constructor(items) { this.items = items; }
}

class TestMessage {
  constructor(message) { this.message = message; }
}

class TestRunRequest {
  constructor(include, exclude) { Object.assign(this, { include, exclude }); }
}

class CancellationTokenSource {
  constructor() {
    const emitter = new EventEmitter();
    this.token = { isCancellationRequested: false, onCancellationRequested: emitter.event };
    this.cancel = () => {
      this.token.isCancellationRequested = true;
      emitter.fire();
    };
    this.dispose = () => {};
  }
}

class CancellationError extends Error {}

class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
CodeActionKind.Empty = new CodeActionKind('');

class Task {
  constructor(definition, scope, name, source, execution, matcher) {
    Object.assign(this, { definition, scope, name, source, execution, matcher });
  }
}

class ProcessExecution {
  constructor(process, args, options) { Object.assign(this, { process, args, options }); }
}

class TestItems {
  constructor() { this.items = new Map(); }
  get size() { return this.items.size; }
  add(item) { this.items.set(item.id, item); }
  get(id) { return this.items.get(id); }
  replace(items) { this.items = new Map(items.map((item) => [item.id, item])); }
  forEach(act) { this.items.forEach((item) => act(item)); }
  [Symbol.iterator]() { return this.items.entries(); }
}

class Document {
  constructor(uri, text = fs.readFileSync(uri.fsPath, 'utf8')) {
    Object.assign(this, { uri, text, version: 1, languageId: uri.path.endsWith('.plim') ? 'plimsoll' : 'json' });
  }
  getText() { return this.text; }
  async save() { return true; }
}

/** What the extension did, and the means to do what a person does. */
export function makeEditor(folder, settings) {
  const events = new Map();
  const event = (name) => {
    if (!events.has(name)) events.set(name, new EventEmitter());
    return events.get(name).event;
  };
  const editor = {
    folder, settings, commands: new Map(), contexts: [], controllers: [], diagnostics: new Map(), executed: [], messages: [], panels: [],
    providers: new Map(), runs: [], taskProviders: new Map(), watchers: [], answer: undefined,
    fire: (name, value) => (event(name), events.get(name).fire(value)),
    Document, Uri,
  };

  // What a namespace of the API has beyond what is written out: events, providers, and nothing else.
  const namespace = (has) => new Proxy(has, {
    get(target, name) {
      if (name in target || typeof name === 'symbol') return target[name];
      if (name.startsWith('on')) return event(name);
      if (name.startsWith('register')) {
        return (...args) => {
          editor.providers.set(name, args);
          return new Disposable();
        };
      }
      return undefined;
    },
  });

  const say = (...words) => {
    editor.messages.push(words);
    return Promise.resolve(editor.answer);
  };
  const workspace = namespace({
    workspaceFolders: [{ uri: Uri.file(folder), name: 'folder', index: 0 }],
    textDocuments: [], notebookDocuments: [],
    fs: {},
    getWorkspaceFolder: (uri) => (uri.fsPath.startsWith(`${folder}/`) ? workspace.workspaceFolders[0] : undefined),
    asRelativePath: (uri) => uri.fsPath.replace(`${folder}/`, ''),
    getConfiguration: (section) => ({
      get: (name, otherwise) => editor.settings[section ? `${section}.${name}` : name] ?? otherwise,
    }),
    createFileSystemWatcher: (glob) => {
      const watcher = Object.fromEntries(['onDidChange', 'onDidCreate', 'onDidDelete'].map((name) => [name, event(`${glob} ${name}`)]));
      editor.watchers.push(glob);
      return { ...watcher, dispose() {} };
    },
    openTextDocument: async (uri) => workspace.textDocuments.find((one) => one.uri.href === uri.href) ?? new Document(uri),
  });
  const window = namespace({
    activeTextEditor: undefined, visibleTextEditors: [],
    tabGroups: namespace({ all: [] }),
    createOutputChannel: () => namespace(Object.fromEntries(LOG.map((name) => [name, () => {}]))),
    showErrorMessage: say, showInformationMessage: say, showWarningMessage: say,
    createWebviewPanel: (type, title, where, options) => {
      const ended = new EventEmitter();
      const panel = {
        title, options, webview: { html: '' }, shown: 0,
        onDidDispose: ended.event, reveal() { panel.shown++; }, dispose: () => ended.fire(),
      };
      editor.panels.push(panel);
      return panel;
    },
  });
  const languages = namespace({
    match: (selector, document) => (selector.some?.(({ language }) => language === document.languageId) ? 10 : 0),
    createDiagnosticCollection: () => ({
      set: (uri, found) => editor.diagnostics.set(uri.fsPath, found),
      delete: (uri) => editor.diagnostics.delete(uri.fsPath),
      clear: () => editor.diagnostics.clear(), dispose() {},
    }),
  });
  const commands = namespace({
    registerCommand: (name, command) => {
      if (editor.commands.has(name)) throw new Error(`command ${name} is there already`);
      editor.commands.set(name, command);
      return new Disposable(() => editor.commands.delete(name));
    },
    executeCommand: async (name, ...args) => {
      editor.executed.push([name, ...args]);
      return editor.commands.get(name)?.(...args);
    },
  });
  const tasks = namespace({
    executeTask: async (task) => editor.executed.push(task),
    registerTaskProvider: (type, provider) => {
      editor.taskProviders.set(type, provider);
      return new Disposable();
    },
  });
  const tests = {
    createTestController: (id, label) => {
      const controller = {
        id, label, items: new TestItems(), profiles: [],
        createTestItem: (itemId, itemLabel, uri) => ({ id: itemId, label: itemLabel, uri, children: new TestItems() }),
        createRunProfile: (name, kind, run) => controller.profiles.push({ name, kind, run }),
        createTestRun: () => {
          const made = { results: new Map(), ended: false, end() { made.ended = true; } };
          for (const outcome of ['started', 'passed', 'failed', 'errored', 'skipped']) {
            made[outcome] = (item, message) => made.results.set(item.id, { outcome, messages: [message ?? []].flat() });
          }
          editor.runs.push(made);
          return made;
        },
        dispose() {},
      };
      editor.controllers.push(controller);
      return controller;
    },
  };

  const enumerations = {
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 }, TaskScope: { Global: 1, Workspace: 2 },
    TestRunProfileKind: { Run: 1 }, ViewColumn: { Beside: -2 },
  };
  const written = {
    CancellationError, CancellationTokenSource, CodeActionKind, CodeLens, CompletionItem, CompletionList, Diagnostic, Disposable, EventEmitter, Location, Position, ProcessExecution, Range, Task,
    TaskGroup: { Build: 'build' }, TestMessage, TestRunRequest, TextEdit, Uri, WorkspaceEdit, commands, languages, tasks, tests, window, workspace,
    env: { language: 'en', appName: 'stand-in' }, extensions: namespace({}), notebooks: namespace({}), lm: undefined, version: '1.91.0',
    ...enumerations,
  };
  // The language client derives classes of its own from those of the editor as soon as it is read.
  editor.vscode = new Proxy(written, { get: (target, name) => (name in target ? target[name] : (target[name] = class {})) });

  /** Opens a file of the folder in front. */
  editor.open = (name) => {
    const document = new Document(Uri.file(`${folder}/${name}`));
    workspace.textDocuments.push(document);
    window.activeTextEditor = { document };
    return editor.fire('onDidOpenTextDocument', document).then(() => document);
  };
  return editor;
}
