// The report as elements: the verdict, then each rule with its requirements and their evidence.
import {element} from "./elements.js";

// A failure of a warning or a note is shown as that, as in the report for terminals.
export function shownVerdict(rule) {
  return rule.verdict === "fail" && rule.severity !== "error" ? rule.severity : rule.verdict;
}

const rank = ["fail", "unknown", "warning", "info", "baseline", "waived", "pass", "skip"];

// "1 fail, 2 unknown, 4 pass"
export function countWords(report) {
  const counts = new Map();
  for (const rule of report.rules)
    counts.set(shownVerdict(rule), (counts.get(shownVerdict(rule)) ?? 0) + 1);
  return rank.filter(word => counts.has(word)).map(word => `${counts.get(word)} ${word}`).join(", ");
}

function missingList(missing, count) {
  if (missing.length === 0)
    return null;
  return element("ul", {class: "missing"},
    ...missing.map(({fact, words, cause}) => element("li", {}, element("code", {}, fact), `, ${words ?? cause}`)),
    count > missing.length ? element("li", {class: "soft"}, `and ${count - missing.length} more`) : null);
}

function values(failed) {
  if (failed.values.length === 0)
    return null;
  return element("dl", {class: "values"}, ...failed.values.flatMap(({text, value}) =>
    [element("dt", {}, text), element("dd", {}, value)]));
}

function subject(failed) {
  return element("li", {},
    failed.subject ? element("strong", {}, failed.subject) : null,
    failed.message ? element("p", {}, failed.message) : null,
    values(failed),
    failed.remedy ? element("p", {class: "remedy"}, failed.remedy) : null);
}

function requirement(one) {
  const more = one.failed_count - one.failed.length;
  return element("li", {class: `requirement ${one.verdict}`},
    element("code", {class: "source"}, one.text),
    one.shown ? element("p", {class: "shown"}, element("code", {}, one.shown),
      one.margin ? element("span", {class: "margin"}, one.margin.text) : null,
      one.margin?.subject ? element("span", {class: "soft"}, one.margin.subject) : null) : null,
    one.failed.length > 0 ? element("ul", {class: "subjects"}, ...one.failed.map(subject),
      more > 0 ? element("li", {class: "soft"}, `and ${more} more`) : null) : null,
    missingList(one.missing, one.missing_count));
}

function ruleCard(rule, verdict, open, goTo) {
  const shown = shownVerdict(rule);
  const name = rule.id.slice(rule.id.indexOf("/") + 1);
  return element("details", {class: `rule ${shown}`, open, "data-rule": rule.id},
    element("summary", {}, element("span", {class: "badge"}, shown), element("span", {class: "name"}, name),
      element("span", {class: "lead"}, verdict.words.replace(/^[a-z]+(: )?/, ""))),
    element("div", {class: "body"},
      element("p", {class: "title"}, rule.title),
      rule.skipped ? element("p", {class: "soft"}, rule.skipped) : null,
      missingList(rule.missing, rule.missing_count),
      element("ul", {class: "requirements"}, ...rule.requirements.map(requirement)),
      goTo ? element("button", {type: "button", onclick: goTo}, `Go to line ${verdict.line}`) : null));
}

// Shows a result; what was open or closed stays so while its verdict does, and the focus where it is.
export function showReport(parent, {report, rules}, goToRule) {
  const before = new Map([...parent.querySelectorAll("details[data-rule]")]
    .map(details => [details.dataset.rule + details.className, details.open]));
  const focused = document.activeElement?.closest?.("details[data-rule]")?.dataset.rule;
  const cards = report.rules.map((rule, index) => {
    const shown = shownVerdict(rule);
    const open = before.get(`${rule.id}rule ${shown}`) ?? ["fail", "unknown", "warning"].includes(shown);
    return ruleCard(rule, rules[index], open, goToRule(rules[index]));
  });
  parent.replaceChildren(
    ...report.policies.map(policy => element("p", {class: "policy"}, element("strong", {}, policy.title ?? policy.name),
      policy.summary ? element("span", {class: "soft"}, ` ${policy.summary}`) : null)),
    ...cards);
  if (focused)
    cards.find(card => card.dataset.rule === focused)?.querySelector("summary").focus();
}
