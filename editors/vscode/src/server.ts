// The language server: starting it, and saying what to do where that cannot be.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { faultOf } from './program';
import { program, serverOptions } from './settings';

const OPEN_SETTINGS = 'Open Settings';
const TRY_AGAIN = 'Try Again';

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly files = ['**/*.plim', '**/*.json'].map((glob) => vscode.workspace.createFileSystemWatcher(glob));

  async start(): Promise<void> {
    const fault = await faultOf(program());
    if (fault) {
      // Nobody waits for the answer: an editor without a server is still an editor.
      void this.ask(fault);
      return;
    }
    this.client = new LanguageClient('plimsoll', 'Plimsoll', { command: program(), args: ['lsp'] }, {
      documentSelector: [{ scheme: 'file', language: 'plimsoll' }],
      initializationOptions: serverOptions(),
      synchronize: { fileEvents: this.files },
    });
    await this.client.start();
  }

  /** Tells the server what the settings are now. */
  async configure(): Promise<void> {
    await this.client?.sendNotification('workspace/didChangeConfiguration', { settings: { plimsoll: serverOptions() } });
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  dispose(): void {
    for (const file of this.files) file.dispose();
    void this.stop();
  }

  private async ask(fault: string): Promise<void> {
    const answer = await vscode.window.showErrorMessage(fault, OPEN_SETTINGS, TRY_AGAIN);
    if (answer === OPEN_SETTINGS) await vscode.commands.executeCommand('workbench.action.openSettings', 'plimsoll.path');
    if (answer === TRY_AGAIN) await this.restart();
  }
}
