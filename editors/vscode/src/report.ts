// The panel with the report of a policy, which is made anew when the policy or its facts are saved.
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { run } from './program';
import { factsOf, program } from './settings';

const META = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
const STYLE = /<style>([^]*?)<\/style>/;
const SCRIPTS = /<script>[^]*?<\/script>/g;

// What filters and sorts tables in a browser takes scripts.
const WITHOUT_SCRIPTS = '.screen { display: none; }\nth button { cursor: inherit; pointer-events: none; }\n';

function policy(content: string): string {
  return `<meta http-equiv="Content-Security-Policy" content="${content}">`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A report for the panel. It shows names that hosts gave, so that nothing but its own style may act. */
export function locked(html: string): string {
  const style = (STYLE.exec(html)?.[1] ?? '') + WITHOUT_SCRIPTS;
  const hash = createHash('sha256').update(style).digest('base64');
  const meta = policy(`default-src 'none'; style-src 'sha256-${hash}'`);
  return html.replace(META, meta).replace(STYLE, () => `<style>${style}</style>`).replace(SCRIPTS, '');
}

/** What stands in the panel where there is no report. */
export function messagePage(title: string, text: string): string {
  return `<!doctype html><html lang="en"><head>${policy("default-src 'none'")}<title>${escaped(title)}</title></head>` +
    `<body><h1>${escaped(title)}</h1><pre>${escaped(text)}</pre></body></html>`;
}

export class ReportPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private document: vscode.TextDocument | undefined;
  private turn = 0;
  private readonly saves = vscode.workspace.onDidSaveTextDocument((saved) => this.saved(saved));

  async show(document: vscode.TextDocument): Promise<void> {
    this.document = document;
    this.panel ??= this.create();
    this.panel.title = `Report: ${path.basename(document.uri.fsPath)}`;
    this.panel.reveal(undefined, true);
    await this.refresh();
  }

  dispose(): void {
    this.saves.dispose();
    this.panel?.dispose();
  }

  private create(): vscode.WebviewPanel {
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('plimsoll.report', 'Report', where, {
      enableScripts: false, enableForms: false, enableCommandUris: false, localResourceRoots: [], enableFindWidget: true,
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.document = undefined;
    });
    return panel;
  }

  // What a policy uses may lie anywhere, so that any policy counts.
  private async saved(saved: vscode.TextDocument): Promise<void> {
    if (this.document && (saved.languageId === 'plimsoll' || factsOf(this.document).includes(saved.uri.fsPath))) await this.refresh();
  }

  private async refresh(): Promise<void> {
    const { document } = this;
    if (!document) return;
    const turn = ++this.turn;
    const html = await report(document);
    // A slower, older answer never stands over a newer one.
    if (this.panel && turn === this.turn) this.panel.webview.html = html;
  }
}

async function report(document: vscode.TextDocument): Promise<string> {
  const facts = factsOf(document).flatMap((file) => ['--facts', file]);
  try {
    const made = await run(program(), ['check', document.uri.fsPath, ...facts, '--format', 'html']);
    return made.out ? locked(made.out) : messagePage('There is no report', made.err);
  } catch (error) {
    return messagePage('There is no report', (error as Error).message);
  }
}
