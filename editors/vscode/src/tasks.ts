// Tasks: plimsoll check, whose mistakes become problems, and plimsoll explain, which people read.
import * as vscode from 'vscode';
import { factsOf, program } from './settings';

export const TYPE = 'plimsoll';
const MATCHER = '$plimsoll';

interface Definition extends vscode.TaskDefinition {
  policy: string;
  facts?: string[];
  options?: string[];
}

type Scope = vscode.WorkspaceFolder | vscode.TaskScope;

function scopeOf(uri: vscode.Uri): Scope {
  return vscode.workspace.getWorkspaceFolder(uri) ?? vscode.TaskScope.Workspace;
}

function argumentsOf({ policy, facts = [], options = [] }: Definition): string[] {
  return ['check', policy, ...facts.flatMap((file) => ['--facts', file]), ...options];
}

function task(definition: vscode.TaskDefinition, scope: Scope, name: string, args: string[]): vscode.Task {
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

/** plimsoll explain of a rule, for the same facts. */
export function explainTask(document: vscode.TextDocument, rule: string): vscode.Task {
  const policy = document.uri.fsPath;
  const args = ['explain', policy, rule, ...factsOf(document).flatMap((file) => ['--facts', file])];
  return task({ type: TYPE, policy }, scopeOf(document.uri), `explain ${rule}`, args);
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
