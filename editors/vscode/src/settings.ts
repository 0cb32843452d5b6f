// The settings, and what follows from them for a policy.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { expanded } from './program';

function text(name: string): string {
  return vscode.workspace.getConfiguration('plimsoll').get<string>(name) ?? '';
}

export function program(): string {
  return expanded(text('path'));
}

/** What the server is told when it starts, and whenever it changes. */
export function serverOptions(): { facts: string; lint: boolean } {
  return { facts: text('facts'), lint: vscode.workspace.getConfiguration('plimsoll').get<boolean>('lint') ?? true };
}

/** The facts file that a comment before the first statement names, as the server reads it. */
export function namedFacts(policy: string): string | undefined {
  for (const line of policy.split(/\r?\n/)) {
    const name = /^\s*# facts:(.*)$/.exec(line)?.[1]?.trim();
    if (name) return name;
    if (!/^\s*(#.*)?$/.test(line)) return undefined;
  }
  return undefined;
}

/** The open folder that a file is in, or else its own. */
export function folderOf(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? path.dirname(uri.fsPath);
}

/** The facts for a policy: what it names lies beside it, and what the setting names is relative to the folder. */
export function factsOf(document: { uri: vscode.Uri; getText(): string }): string[] {
  const named = namedFacts(document.getText());
  if (named) return [path.resolve(path.dirname(document.uri.fsPath), named)];
  const facts = text('facts');
  return facts ? [path.resolve(folderOf(document.uri), facts)] : [];
}
