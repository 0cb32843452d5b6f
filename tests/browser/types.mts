// What TypeScript has to take of the package; a line below @ts-expect-error is what it has to refuse.
import {check, format, lint, type CheckResult, type Diagnostic} from "plimsoll";

const result: CheckResult = await check("policy p", {dest: {memory: "1 GiB"}}, {set: {a: 1}, now: new Date(), format: "text"});
const verdict: "pass" | "fail" | "unknown" | null = result.verdict;
const first: Diagnostic | undefined = result.diagnostics[0];
const edits: string[] = (first?.edits ?? []).map(({from, to, text}) => `${from}${to}${text}`);
const text: string | null = (await format("policy p")).text;
const sound: boolean = (await lint("policy p", {name: "p.plim"})).sound;
await check("policy p", ["{}", "{}"], {files: {"lib.plim": ""}});
// @ts-expect-error
await check("policy p", null, {format: "pdf"});
// @ts-expect-error
await format(1);
console.log(verdict, edits, text, sound);
