// What the editor starts: the server, the test explorer, the panel, the tasks and the commands.
import * as vscode from 'vscode';
import { ReportPanel } from './report';
import { Server, type Lens } from './server';
import { checkTask, explainTask, provider, TYPE } from './tasks';
import { Explorer } from './testing';

/** The policy in front, saved, as the program reads files. */
async function policyInFront(): Promise<vscode.TextDocument | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'plimsoll' || document.uri.scheme !== 'file') {
    void vscode.window.showInformationMessage('Open a policy (a file *.plim) first.');
    return undefined;
  }
  await document.save();
  return document;
}

async function check(): Promise<void> {
  const document = await policyInFront();
  if (document) await vscode.tasks.executeTask(checkTask(document));
}

/** A file that a lens speaks of, saved. */
async function saved(uri: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  await document.save();
  return document;
}

async function explain({ uri, rule }: Lens): Promise<void> {
  await vscode.tasks.executeTask(explainTask(await saved(uri), rule));
}

/** Says what went wrong in a command, which else nobody would see. */
function told<T extends unknown[]>(command: (...args: T) => Promise<void>): (...args: T) => Promise<void> {
  return async (...args) => {
    try {
      await command(...args);
    } catch (error) {
      void vscode.window.showErrorMessage((error as Error).message);
    }
  };
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const explorer = new Explorer();
  const server = new Server({
    'plimsoll.explain': told(explain),
    'plimsoll.runTest': told(async ({ uri, name }) => {
      await explorer.runNamed((await saved(uri)).uri, name);
    }),
  });
  const panel = new ReportPanel();
  const restart = told(() => server.restart());
  const configure = told(() => server.configure());
  const commands = {
    'plimsoll.check': told(check),
    'plimsoll.restart': restart,
    'plimsoll.showReport': told(async () => {
      const document = await policyInFront();
      if (document) await panel.show(document);
    }),
  };
  context.subscriptions.push(
    server, explorer, panel, vscode.tasks.registerTaskProvider(TYPE, provider),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plimsoll.path')) void restart();
      else if (change.affectsConfiguration('plimsoll')) void configure();
    }),
  );
  for (const [name, command] of Object.entries(commands)) context.subscriptions.push(vscode.commands.registerCommand(name, command));
  await restart();
}
