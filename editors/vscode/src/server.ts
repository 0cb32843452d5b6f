// The language server: starting it, and saying what to do where that cannot be.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { faultOf, PLACE } from './program';
import { program, serverOptions } from './settings';

const OPEN_SETTINGS = 'Open Settings';
const TRY_AGAIN = 'Try Again';

/** What a lens is about: a test of a file, or a rule. */
export interface Lens {
  uri: string;
  name: string;
  rule: string;
}

/** What the editor does itself of the server's commands, which lenses run. */
export type Commands = Record<string, (lens: Lens) => Promise<void>>;

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly files = ['**/*.plim', '**/*.json'].map((glob) => vscode.workspace.createFileSystemWatcher(glob));

  private turn = Promise.resolve();

  constructor(private readonly commands: Commands) {}

  /** Starts the server, anew where there is one. Who asks twice waits for the first to be done. */
  restart(): Promise<void> {
    this.turn = this.turn.catch(() => undefined).then(() => this.stop()).then(() => this.start());
    return this.turn;
  }

  /** Tells the server what the settings are now. */
  async configure(): Promise<void> {
    await this.client?.sendNotification('workspace/didChangeConfiguration', { settings: { plimsoll: serverOptions() } });
  }

  dispose(): void {
    for (const file of this.files) file.dispose();
    void this.stop();
  }

  private async start(): Promise<void> {
    const fault = await faultOf(program());
    if (fault) {
      // Nobody waits for the answer: an editor without a server is still an editor.
      void this.ask(fault);
      return;
    }
    this.client = new LanguageClient('plimsoll', 'Plimsoll', { command: program(), args: ['lsp'], options: { cwd: PLACE } }, {
      documentSelector: [{ scheme: 'file', language: 'plimsoll' }],
      initializationOptions: serverOptions(),
      synchronize: { fileEvents: this.files },
      middleware: {
        executeCommand: (name, args: Lens[], next): Promise<unknown> => {
          const [own, lens] = [this.commands[name], args[0]];
          return own && lens ? own(lens) : Promise.resolve<unknown>(next(name, args));
        },
      },
    });
    await this.client.start();
  }

  // One that has crashed cannot be stopped, and need not be.
  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch(() => undefined);
  }

  private async ask(fault: string): Promise<void> {
    const answer = await vscode.window.showErrorMessage(fault, OPEN_SETTINGS, TRY_AGAIN);
    if (answer === OPEN_SETTINGS) await vscode.commands.executeCommand('workbench.action.openSettings', 'plimsoll.path');
    if (answer === TRY_AGAIN) await this.restart();
  }
}
