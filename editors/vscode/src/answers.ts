// What `plimsoll test --format json` answers, and the places in it.
export interface Shortfall {
  at: string;
  expected: string;
  came: string;
  rule?: { requirements: { verdict: string; text: string; shown: string | null }[] };
}

export interface Case {
  name: string;
  test: string;
  at: string;
  outcome?: 'passed' | 'failed' | 'mistaken'; // not of a list
  shortfalls?: Shortfall[];
}

export interface Mistake {
  at: string;
  level: 'error' | 'warning';
  message: string;
  cure: string | null;
}

export interface TestFile {
  file: string;
  mistakes: Mistake[];
  cases: Case[];
}

export interface Place {
  file: string;
  line: number; // both from 0
  column: number; // in code points
}

export function filesOf(json: string): TestFile[] {
  const answer = JSON.parse(json) as { files?: TestFile[] };
  if (!answer.files) throw new Error('the answer has no files');
  return answer.files;
}

/** A place as the program writes it: FILE:LINE:COLUMN, or the FILE alone. */
export function placeOf(at: string): Place {
  const parts = /^(.*):(\d+):(\d+)$/s.exec(at);
  return parts
    ? { file: parts[1] ?? '', line: Number(parts[2]) - 1, column: Number(parts[3]) - 1 }
    : { file: at, line: 0, column: 0 };
}

/** The evidence of a rule: each requirement with the values that decided it. */
export function evidenceOf(shortfall: Shortfall): string {
  const requirements = shortfall.rule?.requirements ?? [];
  return requirements.map(({ verdict, text, shown }) => `${verdict}: ${text}${shown ? `   ${shown}` : ''}`).join('\n');
}

export function mistakeText({ message, cure }: Mistake): string {
  return cure ? `${message}\n${cure}` : message;
}
