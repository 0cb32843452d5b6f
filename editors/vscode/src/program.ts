// The program: running it, and finding out whether it can serve.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { parse } from 'node:path';
import type { CancellationToken } from 'vscode';

export interface Ran {
  status: number;
  out: string;
  err: string;
}

export interface RunOptions {
  stop?: CancellationToken | undefined;
  milliseconds?: number;
}

// Where the program runs. In a folder that is open a relative path, and on Windows a mere name, would start what lies there.
export const PLACE = parse(process.execPath).root;

const LIMIT = 256 * 1024 * 1024; // bytes of output

/** The program that a setting names; a shell would know what ~ is. */
export function expanded(path: string): string {
  const trimmed = path.trim();
  return trimmed.startsWith('~/') ? homedir() + trimmed.slice(1) : trimmed || 'plimsoll';
}

/** Runs the program to its end, whatever its status is. Rejects where it cannot be started or was stopped. */
export function run(program: string, args: string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const stopped = new AbortController();
    const listener = options.stop?.onCancellationRequested(() => { stopped.abort(); });
    const settings = {
      cwd: PLACE, signal: stopped.signal, maxBuffer: LIMIT, timeout: options.milliseconds ?? 0, encoding: 'utf8' as const,
    };
    const child = execFile(program, args, settings, (error, out, err) => {
      listener?.dispose();
      if (error && typeof error.code !== 'number') reject(Object.assign(new Error(error.message), { code: error.code }));
      else resolve({ status: child.exitCode ?? -1, out, err });
    });
    child.stdin?.end();
  });
}

const HOW_TO_INSTALL = 'Build it as its README says (./bootstrap, then make -C build install), or set plimsoll.path to where it is.';

/** What is wrong with the program and what to do about it; undefined where it can serve. */
export async function faultOf(program: string): Promise<string | undefined> {
  try {
    const help = await run(program, ['lsp', '--help'], { milliseconds: 10_000 });
    if (help.status === 0 && help.out.startsWith('usage: plimsoll lsp')) return undefined;
    const version = (await run(program, ['version'], { milliseconds: 10_000 })).out.trim();
    return version.startsWith('plimsoll ')
      ? `${program} is too old: ${version} has no language server. Install a newer one, or set plimsoll.path to it.`
      : `${program} is another program than Plimsoll. ${HOW_TO_INSTALL}`;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? `There is no program ${program}. ${HOW_TO_INSTALL}`
      : `${program} cannot be started: ${message}. Set plimsoll.path to a program that can.`;
  }
}
