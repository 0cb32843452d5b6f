// The test explorer: the cases of all policies in the open folders, and what `plimsoll test` says of them.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { evidenceOf, filesOf, mistakeText, placeOf, type Case, type Shortfall, type TestFile } from './answers';
import { run } from './program';
import { program } from './settings';

const WAIT = 300; // milliseconds, so that saving all files lists the cases once

function locationOf(at: string): vscode.Location {
  const { file, line, column } = placeOf(at);
  return new vscode.Location(vscode.Uri.file(file), new vscode.Position(line, column));
}

function messageOf(shortfall: Shortfall): vscode.TestMessage {
  const evidence = evidenceOf(shortfall);
  const message = new vscode.TestMessage(`expected: ${shortfall.expected}\ncame: ${shortfall.came}${evidence && `\n\n${evidence}`}`);
  message.location = locationOf(shortfall.at);
  return message;
}

function mistakesOf(file: TestFile): vscode.TestMessage[] {
  return file.mistakes.filter(({ level }) => level === 'error').map((mistake) => {
    const message = new vscode.TestMessage(mistakeText(mistake));
    message.location = locationOf(mistake.at);
    return message;
  });
}

/** The files with their cases: of a list, or of a run. */
async function ask(args: string[], stop?: vscode.CancellationToken): Promise<TestFile[]> {
  const { out, err } = await run(program(), ['test', ...args, '--format', 'json'], { stop });
  try {
    return filesOf(out);
  } catch {
    throw new Error(err.trim() || `${program()} is too old: its answer about tests cannot be read. Install a newer one.`);
  }
}

// A test is one item, with an item below it for each of its cases if it has any; a case is known by its full name.
export class Explorer implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController('plimsoll', 'Plimsoll');
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/*.plim');
  private timer: NodeJS.Timeout | undefined;
  private listed = Promise.resolve();

  constructor() {
    this.controller.resolveHandler = (item) => (item ? undefined : this.list());
    this.controller.refreshHandler = () => this.list();
    this.controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, (request, stop) => this.run(request, stop), true);
    for (const changed of [this.watcher.onDidChange, this.watcher.onDidCreate, this.watcher.onDidDelete]) changed(() => { this.later(); });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watcher.dispose();
    this.controller.dispose();
  }

  /** Runs a test or a case by its name; what is not known yet is listed first. */
  async runNamed(uri: vscode.Uri, name: string): Promise<void> {
    if (!this.find(uri, name)) await this.listFile(uri.fsPath);
    const item = this.find(uri, name);
    if (!item) throw new Error(`There is no test "${name}" in ${path.basename(uri.fsPath)}, or the file has a mistake.`);
    await this.run(new vscode.TestRunRequest([item]), new vscode.CancellationTokenSource().token);
  }

  // ---- the cases that there are ----

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.list(), WAIT);
  }

  /** Lists all cases anew, after a list that is being made, so that no older one replaces it. */
  private list(): Promise<void> {
    this.listed = this.listed.then(() => this.listAll());
    return this.listed;
  }

  private async listAll(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const files = await Promise.all(folders.map(({ uri }) => this.listFolder(uri.fsPath)));
    this.controller.items.replace(files.flat());
  }

  private async listFolder(folder: string): Promise<vscode.TestItem[]> {
    try {
      return (await ask([folder, '--list'])).map((file) => this.fileItem(file));
    } catch (error) {
      const item = this.controller.createTestItem(folder, path.basename(folder), vscode.Uri.file(folder));
      item.error = (error as Error).message;
      return [item];
    }
  }

  // A file, which need not lie in an open folder.
  private async listFile(name: string): Promise<void> {
    await this.listed;
    for (const file of await ask([name, '--list'])) this.controller.items.add(this.fileItem(file));
  }

  private fileItem(file: TestFile): vscode.TestItem {
    const uri = vscode.Uri.file(file.file);
    const item = this.controller.createTestItem(file.file, vscode.workspace.asRelativePath(uri), uri);
    const mistake = file.mistakes.find(({ level }) => level === 'error');
    if (mistake) item.error = mistakeText(mistake);
    for (const found of file.cases) this.addCase(item, uri, found);
    return item;
  }

  private addCase(file: vscode.TestItem, uri: vscode.Uri, { name, test, at }: Case): void {
    const place = locationOf(at).range;
    const item = this.controller.createTestItem(name, name === test ? name : name.slice(test.length + ' / '.length), uri);
    item.range = place;
    if (name === test) {
      file.children.add(item);
      return;
    }
    let parent = file.children.get(test);
    if (!parent) {
      parent = this.controller.createTestItem(test, test, uri);
      parent.range = place;
      file.children.add(parent);
    }
    parent.children.add(item);
  }

  private find(uri: vscode.Uri, name: string): vscode.TestItem | undefined {
    const file = this.controller.items.get(uri.fsPath);
    return file && (file.children.get(name) ?? leaves(file).find(({ id }) => id === name));
  }

  // ---- running them ----

  // A file runs whole, which takes milliseconds; what was not asked for is not reported.
  private async run(request: vscode.TestRunRequest, stop: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    const asked: vscode.TestItem[] = [];
    for (const item of request.include ?? all(this.controller.items)) asked.push(...leaves(item));
    const excluded = new Set((request.exclude ?? []).flatMap(leaves));
    const chosen = asked.filter((item) => !excluded.has(item));
    chosen.forEach((item) => { run.started(item); });
    const files = new Set(chosen.map(fileOf));
    await Promise.all([...files].map((file) => this.runFile(run, file, chosen.filter((item) => fileOf(item) === file), stop)));
    run.end();
  }

  private async runFile(run: vscode.TestRun, file: string, items: vscode.TestItem[], stop: vscode.CancellationToken): Promise<void> {
    try {
      const [answer] = await ask([file], stop);
      for (const item of items) report(run, item, answer);
    } catch (error) {
      for (const item of items)
        if (stop.isCancellationRequested) run.skipped(item);
        else run.errored(item, new vscode.TestMessage((error as Error).message));
    }
  }
}

function fileOf(item: vscode.TestItem): string {
  return item.uri?.fsPath ?? '';
}

function report(run: vscode.TestRun, item: vscode.TestItem, file: TestFile | undefined): void {
  const found = file?.cases.find(({ name }) => name === item.id);
  if (found?.outcome === 'passed') run.passed(item);
  else if (found?.outcome === 'failed') run.failed(item, (found.shortfalls ?? []).map(messageOf));
  else run.errored(item, file?.mistakes.length ? mistakesOf(file) : new vscode.TestMessage('The file has no such case any more.'));
}

function all(items: vscode.TestItemCollection): vscode.TestItem[] {
  const found: vscode.TestItem[] = [];
  items.forEach((item) => found.push(item));
  return found;
}

/** The cases below an item, or itself where it is one. */
function leaves(item: vscode.TestItem): vscode.TestItem[] {
  return item.children.size === 0 ? [item] : all(item.children).flatMap(leaves);
}
