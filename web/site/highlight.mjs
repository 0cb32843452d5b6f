// Code in colours: Plimsoll by the grammar of editors/textmate, others by those that Shiki has. The colours are
// variables of style.css.
import {readFileSync} from "node:fs";
import {createCssVariablesTheme, createHighlighter} from "shiki";

const languages = {
  plim: "plimsoll", console: "shellsession", sh: "shellscript", bash: "shellscript", json: "json", c: "c", yml: "yaml",
  yaml: "yaml", ps1: "powershell", md: "markdown", xml: "xml", js: "javascript", mjs: "javascript", ts: "typescript",
  lua: "lua", py: "python", toml: "toml", vim: "viml", elisp: "emacs-lisp", el: "emacs-lisp", hcl: "hcl", ruby: "ruby",
  rb: "ruby", groovy: "groovy", Jenkinsfile: "groovy", sql: "sql", make: "make", diff: "diff",
};

// Beyond what the theme knows: expressions within texts, and units, which belong to their numbers.
const colours = [
  {scope: ["meta.embedded"], settings: {foreground: "var(--code-foreground)"}},
  {scope: ["keyword.other.unit"], settings: {foreground: "var(--code-token-constant)"}},
];

// highlighter(GRAMMAR): a function of code and its kind, the first word of a fence or the end of a file's name, that
// gives HTML; what has no grammar gets no colours.
export async function highlighter(grammar) {
  const theme = createCssVariablesTheme({name: "variables", variablePrefix: "--code-"});
  theme.tokenColors.push(...colours);
  const shiki = await createHighlighter({themes: [theme], langs: [...new Set(Object.values(languages))]
    .filter(name => name !== "plimsoll")});
  await shiki.loadLanguage({...JSON.parse(readFileSync(grammar, "utf8")), name: "plimsoll"});
  return (code, kind) => shiki.codeToHtml(code, {lang: languages[kind] ?? "text", theme: "variables"});
}
