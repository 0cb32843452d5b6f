// package.mjs PACKAGE SOURCES PLIMSOLL WORK NOW: what the package says is what the program says, and its places are
// those of JavaScript. Prints 'PASS NAME' or 'FAIL NAME: WHY'.
import {execFileSync} from "node:child_process";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {setFlagsFromString} from "node:v8";

import {tell} from "./chromium.mjs";

const [folder, sources, plimsoll, work] = process.argv.slice(2, 6).map(path => resolve(path));
const now = process.argv[6];
const address = pathToFileURL(`${folder}/node.js`).href;
const {check, format, lint, serve, version} = await import(address);

async function refuses(name, promise, words) {
  try {
    await promise;
    tell(false, name, "it did not");
  } catch (error) {
    tell(error.message.includes(words), name, error.message);
  }
}

const read = path => readFileSync(`${sources}/${path}`, "utf8");

// What the program prints, run in the folder that has the texts; policies that ship are where the package has them.
function program(...words) {
  const env = {...process.env, PLIMSOLL_PATH: `${sources}/policies`};
  const settings = {cwd: work, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]};
  let printed;
  try {
    printed = execFileSync(plimsoll, words, settings);
  } catch (error) {
    printed = error.stdout;
  }
  return printed.replaceAll(`${sources}/policies/`, "/policies/");
}

function applied(text, edits) {
  return [...edits].sort((a, b) => b.from - a.from)
    .reduce((done, {from, to, text: other}) => done.slice(0, from) + other + done.slice(to), text);
}

const formats = ["text", "html", "markdown", "json", "ndjson", "junit", "tap", "sarif", "github", "gitlab", "openmetrics"];

async function sameAsProgram(policyPath, factsPath) {
  const [policy, facts] = [read(policyPath), read(factsPath)];
  writeFileSync(`${work}/policy.plim`, policy);
  writeFileSync(`${work}/facts.json`, facts);
  const words = ["check", "policy.plim", "--facts", "facts.json", "--now", now, "--format"];
  for (const kind of formats) {
    const {written} = await check(policy, facts, {now, format: kind});
    tell(written === program(...words, kind), `${policyPath}, the report as ${kind}`, written);
  }
  const {text} = await format(policy);
  tell(text === policy, `${policyPath}, its layout`, text);
  const found = JSON.parse(program("lint", "--format", "json", "policy.plim")).findings.map(one => one.message);
  const {diagnostics} = await lint(policy);
  tell(JSON.stringify(found) === JSON.stringify(diagnostics.map(one => one.message)), `${policyPath}, its lint`, found);
}

const head = 'policy p "P" version "1" # 🚢 ü\nuse facts virtualization 1\n';
const rule = 'rule memory "It fits" {\n    require sum(vm.memory) <= dest.memory\n    remedy  "Add."\n}\n';
const facts = {facts: "virtualization", version: 1,
  source: {name: "a", vm: [{name: "w", memory: "8 GiB"}]}, dest: {name: "b", memory: "16 GiB"}};

async function places() {
  const wrong = head + rule.replace("dest.memory", "dest.memroy");
  const {diagnostics: [one], verdict, report} = await check(wrong, facts);
  tell(wrong.slice(one.from, one.to) === "memroy" && one.line === 4 && one.code === "unknown-field",
    "a mistake behind a ship has its place", JSON.stringify(one));
  tell(verdict === null && report === null, "and leaves no verdict", verdict);
  tell(applied(wrong, one.edits) === head + rule, "its edits are the cure", JSON.stringify(one.edits));
  const {rules: [of]} = await check(head + rule, facts);
  tell((head + rule).slice(of.from, of.to) === rule.trimEnd(), "a rule has its span", JSON.stringify(of));
  tell(of.words === "pass: 8 GiB to spare   8 GiB <= 16 GiB", "and its margin", of.words);
  const {diagnostics} = await check(head + rule, '{"source": {"vm": 5}}');
  tell(diagnostics[0].file === "facts.json" && diagnostics[0].path === "source.vm",
    "a mistake in facts has its path", JSON.stringify(diagnostics));
}

async function options() {
  const reserve = head + 'param reserve: bytes = 1 GiB "kept"\n' + rule.replace("<=", "+ reserve <=");
  tell((await check(reserve, facts, {set: {reserve: "9 GiB"}})).verdict === "fail", "a param is set", "");
  tell((await check(head + rule, [facts, {dest: {memory: "4 GiB"}}])).diagnostics.length > 0,
    "facts that contradict are a mistake", "");
  tell((await check(head + rule)).verdict === null, "without facts nothing is evaluated", "");
  const files = {"org/lib.plim": 'policy org.lib "Lib" version "1"\nuse facts virtualization 1\n' +
    "define need(m: machine): bytes = m.memory\n"};
  const importing = head + "import org.lib\n" + rule.replace("sum(vm.memory)", "sum(need(m) for each m in vm)");
  tell((await check(importing, facts, {files})).verdict === "pass", "a policy imports a file that is given",
    JSON.stringify((await check(importing, facts, {files})).diagnostics));
  tell((await check(importing, facts)).verdict === null, "which is gone for the next", "");
  await refuses("a name that leads elsewhere is refused", check(rule, null, {files: {"../x": ""}}), "../x");
  await refuses("so is what is beside it", check(head + rule, facts, {files: {"left.plim": head, "./left.plim": ""}}),
    "./left.plim");
  const using = head.replace("\n", '\nuse policy "left.plim"\n');
  tell((await check(using + rule, facts)).verdict === null, "which leaves no file for the next", "");
  const [deep, flat] = [{"left.plim/x": ""}, {"left.plim": head.replace("policy p", "policy q")}];
  await check(head + rule, facts, {files: deep});
  tell((await check(using + rule, facts, {files: flat})).verdict === "pass", "nor a folder", "");
  await refuses("a file that is no text is refused", check(rule, null, {files: {x: 5}}), "x is no text");
  await refuses("a policy that is no text is refused", check(undefined, facts), "no text");
  const devices = await check(using.replace("left.plim", "/dev/urandom") + rule, facts);
  tell(devices.diagnostics[0].message.includes("No such file"), "there are no devices", JSON.stringify(devices.diagnostics));
  await refuses("a time that is none is refused", check(rule, null, {now: "noon"}), "noon");
  await refuses("a format that is none is refused", check(rule, null, {format: "pdf"}), "pdf");
  tell((await format("policy x {")).text === null, "a text with mistakes has no layout", "");
}

async function server() {
  const uri = "file:///files/ü.plim";
  const answers = await serve([{id: 1, method: "initialize", params: {}},
    {method: "textDocument/didOpen", params: {textDocument: {uri, text: head + rule}}},
    {id: 2, method: "textDocument/completion", params: {textDocument: {uri}, position: {line: 3, character: 35}}}]);
  const labels = answers.find(({id}) => id === 2).result.map(({label}) => label);
  tell(answers.length === 3 && labels.includes("memory"), "the language server answers", JSON.stringify(answers));
  tell((await serve([{id: 1, method: "nothing"}]))[0].error !== undefined, "and refuses", "");
}

// What answers a missing fact is named by its command, of the last facts that were given.
async function commands() {
  const asking = head + 'rule asked "It was asked" {\n    require attest["a"].by == "me"\n    remedy  "Ask."\n}\n';
  const answer = {attest: [{id: "b", by: "me", at: "2026-11-20T10:00:00Z"}]};
  const {written} = await check(asking, {...facts, attest: []}, {format: "html"});
  tell(written.includes("plimsoll attest facts.json a --by WHO"), "a report names the command", written);
  const {written: second} = await check(asking, [facts, answer], {format: "html"});
  tell(second.includes("plimsoll attest facts-2.json a "), "of several facts for the last", second);
}

// With 64 MiB for each module, in calls one after the other and at once.
async function memory() {
  setFlagsFromString("--wasm-max-mem-pages=1024");
  const small = await import(`${address}?small`);
  const machines = Array.from({length: 100000}, (_, i) => ({name: `${i}${"x".repeat(200)}`, memory: "8 GiB"}));
  const many = JSON.stringify({...facts, source: {name: "a", vm: machines}});
  const long = "#".repeat(80 << 20);
  const calls = {
    "facts": () => small.check(head + rule, many),
    "a policy": () => small.check(long, facts),
    "a text to lay out": () => small.format(long),
    "a text to lint": () => small.lint(long),
    "a text to serve": () => small.serve([{id: 1, method: "x", params: long}]),
  };
  const outcome = call => call().then(({verdict}) => verdict, error => error.message);
  const next = () => small.check(head + rule, facts);
  for (const [name, call] of Object.entries(calls)) {
    const words = await outcome(call);
    tell(words === "out of memory", `${name} for which there is no memory`, words);
    tell(await outcome(next) === "pass", `${name}: the next call works`, "");
  }
  const words = await Promise.all([calls.facts, next, calls["a policy"], next].map(outcome));
  tell(words.join() === "out of memory,pass,out of memory,pass", "calls at once do not disturb each other", words);
}

mkdirSync(work, {recursive: true});
tell(program("--version").includes(await version()), "the version is that of the program", await version());
for (const pair of [["examples/site.plim", "examples/org/pair.json"], ["policies/hyperv/prepare.plim",
  "examples/hyperv-pair.json"], ["policies/kvm/live.plim", "examples/kvm-pair.json"]])
  await sameAsProgram(...pair);
await places();
await options();
await server();
await commands();
await memory();
