// The verdict and margin of each rule on a line of its own above it, kept in place while the text changes.
import {StateEffect, StateField} from "@codemirror/state";
import {Decoration, EditorView, WidgetType} from "@codemirror/view";

class VerdictLine extends WidgetType {
  constructor(rule, stale) {
    super();
    this.rule = rule;
    this.stale = stale;
  }

  eq(other) {
    return other.rule.words === this.rule.words && other.stale === this.stale;
  }

  toDOM() {
    const line = document.createElement("div");
    line.className = `verdict-line ${this.rule.shown}${this.stale ? " stale" : ""}`;
    const words = document.createElement("span");
    words.textContent = this.rule.words;
    line.append(words);
    return line;
  }
}

const setRules = StateEffect.define();
const setStale = StateEffect.define();

function decorate(doc, rules, stale) {
  const lines = rules.filter(rule => rule.from <= doc.length).map(rule => Decoration.widget({
    widget: new VerdictLine(rule, stale), block: true, side: -1, rule,
  }).range(doc.lineAt(rule.from).from));
  return Decoration.set(lines, true);
}

// Verdicts that no longer hold are shown as such until there are others.
function makeStale(decorations, doc) {
  const rules = [];
  decorations.between(0, doc.length, (from, to, {spec}) => {
    rules.push({...spec.rule, from});
  });
  return decorate(doc, rules, true);
}

export const verdictLines = StateField.define({
  create: () => Decoration.none,
  update(decorations, transaction) {
    decorations = decorations.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setRules))
        decorations = decorate(transaction.state.doc, effect.value, false);
      if (effect.is(setStale))
        decorations = makeStale(decorations, transaction.state.doc);
    }
    return decorations;
  },
  provide: field => EditorView.decorations.from(field),
});

// Shows verdicts of rules of this text; null: what stands there is out of date.
export function showVerdicts(view, rules) {
  view.dispatch({effects: rules === null ? setStale.of(null) : setRules.of(rules)});
}
