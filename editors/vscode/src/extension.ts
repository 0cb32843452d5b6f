// What the editor starts: the server, the test explorer, the panel, the tasks and the commands.
import * as vscode from 'vscode';
import { ReportPanel } from './report';
import { Server } from './server';
import { provider, checkTask, runInTerminal, TYPE } from './tasks';
import { Explorer } from './testing';
import { factsOf } from './settings';

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

async function explain(uri: string, rule: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const facts = factsOf(document).flatMap((file) => ['--facts', file]);
  await runInTerminal(document.uri, ['explain', document.uri.fsPath, rule, ...facts]);
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
  const server = new Server();
  const explorer = new Explorer();
  const panel = new ReportPanel();
  const commands = {
    'plimsoll.check': told(check),
    'plimsoll.explain': told(explain),
    'plimsoll.restart': told(() => server.restart()),
    'plimsoll.runTest': told((uri: string, name: string) => explorer.runNamed(vscode.Uri.parse(uri), name)),
    'plimsoll.showReport': told(async () => {
      const document = await policyInFront();
      if (document) await panel.show(document);
    }),
  };
  context.subscriptions.push(
    server, explorer, panel, vscode.tasks.registerTaskProvider(TYPE, provider),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('plimsoll.path')) void server.restart();
      else if (change.affectsConfiguration('plimsoll')) void server.configure();
    }),
  );
  for (const [name, command] of Object.entries(commands)) context.subscriptions.push(vscode.commands.registerCommand(name, command));
  await server.start();
}
