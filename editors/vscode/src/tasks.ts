// Tasks: plimsoll check, whose mistakes become problems, and other commands that people read the output of.
import * as vscode from 'vscode';
import { factsOf, folderOf, program } from './settings';

export const TYPE = 'plimsoll';
const MATCHER = '$plimsoll';

interface Definition extends vscode.TaskDefinition {
  policy: string;
  facts?: string[];
  options?: string[];
}

function scopeOf(uri: vscode.Uri | undefined): vscode.WorkspaceFolder | vscode.TaskScope {
  return (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.TaskScope.Workspace;
}

function argumentsOf({ policy, facts = [], options = [] }: Definition): string[] {
  return ['check', policy, ...facts.flatMap((file) => ['--facts', file]), ...options];
}

function task(definition: vscode.TaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope, name: string, args: string[]): vscode.Task {
  const made = new vscode.Task(definition, scope, name, 'plimsoll', new vscode.ProcessExecution(program(), args), MATCHER);
  made.presentationOptions = { clear: true, showReuseMessage: false };
  return made;
}

/** plimsoll check of a policy, for the facts that belong to it. */
export function checkTask(document: vscode.TextDocument): vscode.Task {
  const definition: Definition = { type: TYPE, policy: document.uri.fsPath, facts: factsOf(document) };
  const name = `check ${vscode.workspace.asRelativePath(document.uri)}`;
  const made = task(definition, scopeOf(document.uri), name, argumentsOf(definition));
  made.group = vscode.TaskGroup.Build;
  return made;
}

/** Any other command of the program, in a terminal. */
export async function runInTerminal(uri: vscode.Uri, args: string[]): Promise<void> {
  const name = args.slice(0, 1).join();
  const execution = new vscode.ProcessExecution(program(), args, { cwd: folderOf(uri) });
  const made = new vscode.Task({ type: TYPE, policy: uri.fsPath }, scopeOf(uri), name, 'plimsoll', execution, MATCHER);
  made.presentationOptions = { clear: true, showReuseMessage: false };
  await vscode.tasks.executeTask(made);
}

export const provider: vscode.TaskProvider = {
  provideTasks(): vscode.Task[] {
    const document = vscode.window.activeTextEditor?.document;
    return document?.languageId === 'plimsoll' ? [checkTask(document)] : [];
  },
  resolveTask(asked: vscode.Task): vscode.Task {
    const definition = asked.definition as Definition;
    return task(definition, asked.scope ?? vscode.TaskScope.Workspace, asked.name, argumentsOf(definition));
  },
};
