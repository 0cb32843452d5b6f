// The playground: what is typed is checked, evaluated and linted beside the page, and shown at once.
import {first, titles} from "examples:first";

import {applyEdits, factsEditor, goTo, policyEditor, replaceText, textOf, underline} from "./editor.js";
import {check, format, lint} from "./engine.js";
import {spanInFacts} from "./places.js";
import {showProblems} from "./problems.js";
import {countWords, shownVerdict, showReport} from "./report.js";
import {fromFragment, toFragment} from "./share.js";
import {showVerdicts} from "./verdicts.js";

const at = id => document.getElementById(id);
const pause = 120; // milliseconds without a key before a check

const facts = factsEditor(at("facts"), changed);
const policy = policyEditor(at("policy"), changed, () => ({facts: textOf(facts), now: at("now").value.trim()}));
let timer = 0, running = false, again = false, result = null, linted = {text: null, diagnostics: []};

// ---- checking ----

function changed() {
  clearTimeout(timer);
  timer = setTimeout(run, pause);
}

// One run at a time; what changed meanwhile is another one.
async function run() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    await judge();
  } catch (error) {
    showTrouble(error.message);
  }
  running = false;
  if (again) {
    again = false;
    run();
  }
}

// The verdicts first, then what the linter finds.
async function judge() {
  const [policyText, factsText] = [textOf(policy), textOf(facts)];
  const isCurrent = () => policyText === textOf(policy) && factsText === textOf(facts);
  const now = at("now").value.trim();
  const given = factsText.trim() === "" ? null : factsText;
  result = await check(policyText, given, {now: now || undefined, format: "text"});
  if (isCurrent())
    show(result, found(policyText) ?? []);
  if (!isCurrent() || hasErrors(result))
    return;
  const {sound, diagnostics} = await lint(policyText);
  linted = {text: policyText, diagnostics: sound ? diagnostics : []};
  if (isCurrent())
    showProblemsOf([...result.diagnostics, ...linted.diagnostics]);
}

function hasErrors({diagnostics}) {
  return diagnostics.some(({level}) => level === "error");
}

// What the linter found in this very text before; null where it has not looked.
function found(text) {
  return linted.text === text ? linted.diagnostics : null;
}

// ---- showing ----

function placed(problem) {
  if (problem.file === "policy.plim" && problem.from !== undefined)
    return {...problem, view: policy};
  if (problem.file === "facts.json")
    return {...problem, view: facts, ...spanInFacts(facts.state, problem)};
  return problem;
}

function show(checked, lintFound) {
  showProblemsOf([...checked.diagnostics, ...lintFound]);
  showVerdicts(policy, checked.report ? ownRules(checked) : null);
  showResult(checked);
}

function showProblemsOf(diagnostics) {
  const placedOnes = diagnostics.map(placed);
  underline(policy, placedOnes.filter(({view}) => view === policy));
  underline(facts, placedOnes.filter(({view}) => view === facts));
  const lost = showProblems(at("problems"), placedOnes, {goTo: one => goTo(one.view, one.from), cure});
  if (lost)
    policy.focus();
}

function ownRules({report, rules}) {
  return rules.map((rule, index) => ({...rule, shown: shownVerdict(report.rules[index])}))
    .filter(({file}) => file === "policy.plim");
}

function cure({view, edits}) {
  applyEdits(view, edits);
  view.focus();
}

function verdictWords({report, verdict, trouble, diagnostics}) {
  const errors = diagnostics.filter(({level}) => level === "error").length;
  if (report)
    return [verdict, countWords(report)];
  if (errors > 0)
    return ["mistake", errors === 1 ? "1 mistake" : `${errors} mistakes`];
  return ["skip", trouble ?? "no facts, nothing was evaluated"];
}

function showResult(checked) {
  const [verdict, counts] = verdictWords(checked);
  const outcome = at("outcome");
  outcome.className = verdict;
  at("verdict").textContent = verdict === "skip" ? "–" : verdict;
  at("counts").textContent = counts;
  at("result").classList.toggle("stale", !checked.report);
  if (checked.report) {
    showReport(at("rules"), checked, rule =>
      rule.file === "policy.plim" ? () => goTo(policy, rule.from) : null);
    showWritten();
    performance.mark("first-verdict");
  }
  document.documentElement.dataset.ready = "true";
}

// Nothing could be checked, such as for a time that is none: what stands there is out of date.
function showTrouble(trouble) {
  showVerdicts(policy, null);
  showResult({diagnostics: [], report: null, trouble});
}

function showWritten() {
  at("text").textContent = result.written ?? "";
  at("json").textContent = result.report ? JSON.stringify(result.report, null, 2) : "";
}

// ---- the ways to see a report ----

const views = ["rules", "text", "json"];

function chooseView(name) {
  for (const view of views) {
    const tab = at(`tab-${view}`);
    tab.setAttribute("aria-selected", String(view === name));
    tab.tabIndex = view === name ? 0 : -1;
    at(view).hidden = view !== name;
  }
}

function moveTab(event) {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (!step)
    return;
  const chosen = views.findIndex(view => at(`tab-${view}`) === event.target);
  const next = views[(chosen + step + views.length) % views.length];
  chooseView(next);
  at(`tab-${next}`).focus();
}

// ---- what the page was opened with ----

function load(state) {
  at("now").value = state.now;
  replaceText(policy, state.policy);
  replaceText(facts, state.facts);
  clearTimeout(timer);
  showVerdicts(policy, []);
  run();
}

async function loadFragment() {
  const state = await fromFragment(location.hash);
  if (state)
    at("example").value = "";
  else if (location.hash)
    say("The address holds no policy that can be read.");
  return state;
}

async function begin() {
  for (const title of titles)
    at("example").append(new Option(title, title));
  at("example").value = first.title;
  load(await loadFragment() ?? first);
}

// ---- buttons ----

let saying = 0;

function say(words) {
  at("said").textContent = words;
  clearTimeout(saying);
  saying = setTimeout(() => at("said").textContent = "", 6000);
}

async function layOut() {
  const laidOut = await format(textOf(policy));
  if (laidOut.text === null)
    say("A text with mistakes of syntax cannot be laid out.");
  else if (laidOut.text === textOf(policy))
    say("The policy is laid out already.");
  else
    replaceText(policy, laidOut.text);
}

async function share() {
  const fragment = await toFragment({policy: textOf(policy), facts: textOf(facts), now: at("now").value});
  if (fragment === null) {
    say("Policy and facts are too large for an address.");
    return;
  }
  history.replaceState(null, "", fragment);
  try {
    await navigator.clipboard.writeText(location.href);
    say("The address holds policy and facts. It was copied.");
  } catch {
    say("The address holds policy and facts. Copy it from above.");
  }
}

const themes = {auto: "light", light: "dark", dark: "auto"};

function nextTheme() {
  const theme = themes[document.documentElement.dataset.theme ?? "auto"];
  document.documentElement.dataset.theme = theme;
  at("theme").textContent = `Colours: ${theme}`;
}

at("format").onclick = layOut;
at("share").onclick = share;
at("theme").onclick = nextTheme;
at("now").oninput = changed;
at("example").onchange = async ({target}) => {
  const {default: examples} = await import("examples:all");
  load(examples.find(({title}) => title === target.value));
};
for (const view of views) {
  at(`tab-${view}`).onclick = () => chooseView(view);
  at(`tab-${view}`).onkeydown = moveTab;
}
window.onhashchange = async () => {
  const state = await loadFragment();
  if (state)
    load(state);
};
document.addEventListener("keydown", event => {
  if (event.altKey && event.shiftKey && event.code === "KeyF") {
    event.preventDefault();
    layOut();
  }
});
begin();
