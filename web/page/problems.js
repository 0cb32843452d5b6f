// The list of what is wrong, each with a way to its place and its cure.
import {element} from "./elements.js";

function placeWords(problem) {
  const file = problem.view ? "" : problem.file ?? "";
  const line = problem.line ? `line ${problem.line}` : problem.path ?? "";
  return [file, line].filter(Boolean).join(", ");
}

function item(problem, {goTo, cure}) {
  const words = placeWords(problem);
  const kind = problem.rule ?? problem.code;
  return element("li", {class: `problem ${problem.level}`},
    element("span", {class: "level"}, problem.level),
    element("div", {class: "what"},
      element("p", {}, problem.message),
      problem.cure ? element("p", {class: "cure"}, problem.cure) : null,
      element("p", {class: "kind"}, kind ?? "")),
    element("div", {class: "ways"},
      problem.view ? element("button", {type: "button", onclick: () => goTo(problem)},
        words || "Show") : words ? element("span", {class: "soft"}, words) : null,
      problem.view && problem.edits?.length > 0 ? element("button", {type: "button", class: "main apply",
        "aria-label": `Apply the cure: ${problem.cure ?? problem.message}`, onclick: () => cure(problem)},
        "Apply") : null));
}

export function showProblems(list, problems, ways) {
  const focused = list.contains(document.activeElement);
  list.replaceChildren(...problems.map(problem => item(problem, ways)));
  list.parentElement.hidden = problems.length === 0;
  return focused;
}
