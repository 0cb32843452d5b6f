// Plimsoll in JavaScript: policies in, facts in, verdicts with their evidence out.

export type Verdict = "pass" | "fail" | "unknown" | "skip" | "waived" | "baseline";

/** Offsets in a text, in units of UTF-16, as strings of JavaScript count. */
export interface Span {
  from: number;
  to: number;
}

/** A change of the text: `text` in place of the span, which is empty where something is added. */
export interface Edit extends Span {
  text: string;
}

/** A mistake, a warning, or what the linter found. */
export interface Diagnostic extends Partial<Span> {
  level: "error" | "warning" | "info";
  /** The stable name of its kind, as `plimsoll help CODE` explains it; or the rule of the linter. */
  code?: string;
  rule?: string;
  message: string;
  /** What to write instead, in words; and as edits of the text, where it is such. */
  cure?: string;
  edits?: Edit[];
  /** Where it is: a text with a place, or facts with a path in them. */
  file?: string;
  /** From 1; the column in code points. */
  line?: number;
  column?: number;
  /** A second stretch of the same line that it speaks of. */
  also?: Span;
  path?: string;
}

/** What a rule comes to, in one line, with the span of the rule in its file. */
export interface RuleVerdict extends Span {
  policy: string;
  rule: string;
  verdict: Verdict;
  /** Such as "fail: 5 short   8 >= 13". */
  words: string;
  file: string;
  line: number;
}

export type ReportFormat = "text" | "html" | "markdown" | "json" | "ndjson" | "junit" | "tap" | "sarif" |
  "github" | "gitlab" | "openmetrics";

export interface CheckOptions {
  /** What messages call the policy; "policy.plim" unless given. */
  name?: string;
  /** Values of parameters, "NAME" or "POLICY/NAME": { largest: "12 GiB" }. */
  set?: Record<string, string | number | boolean>;
  /** The time of the run, RFC 3339; the clock's unless given. */
  now?: string | Date;
  /** A report in this format too, in `written`. */
  format?: ReportFormat;
  /** Texts of files that the policy names, by their paths beside it. The policies that ship are there. */
  files?: Record<string, string>;
}

export interface CheckResult {
  diagnostics: Diagnostic[];
  /** Null where nothing was evaluated: without facts, and after a mistake. */
  verdict: "pass" | "fail" | "unknown" | null;
  rules: RuleVerdict[];
  /** As `plimsoll check --format json` writes it; docs/report.schema.json describes it. */
  report: Record<string, unknown> | null;
  written: string | null;
  /** Why nothing was evaluated, where it is no mistake: too much work for a run. */
  trouble: string | null;
}

/** Checks a policy, and evaluates it where there are facts: a text of JSON, a value, or several that merge. */
export function check(policy: string, facts?: string | object | (string | object)[] | null,
                      options?: CheckOptions): Promise<CheckResult>;

export interface FormatResult {
  /** The text in its one layout; null where it has mistakes. */
  text: string | null;
  /** Those mistakes, for people. */
  messages: string;
}

/** Lays out a policy, a fact model, or a file of settings or waivers, as `plimsoll fmt` does. */
export function format(text: string, options?: { name?: string }): Promise<FormatResult>;

export interface LintResult {
  /** There is no mistake, and the diagnostics are what the linter found; else they are the mistakes. */
  sound: boolean;
  diagnostics: Diagnostic[];
}

/** What can hardly be meant, as `plimsoll lint` finds it. */
export function lint(text: string, options?: { name?: string; files?: Record<string, string> }):
  Promise<LintResult>;

/** A message of the Language Server Protocol, without its "jsonrpc". */
export interface Message {
  id?: number | string | null;
  method?: string;
  params?: unknown;
  result?: any;
  error?: { code: number; message: string };
}

/** One whole session with `plimsoll lsp`: what it says to the messages of a client, from initialize to exit. Files
 *  are in the folder file:///files. */
export function serve(messages: Message[], options?: { files?: Record<string, string> }): Promise<Message[]>;

/** The version of Plimsoll, such as "1.0.0". */
export function version(): Promise<string>;
