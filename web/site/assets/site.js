// What pages do beyond showing themselves: search, light and dark, and the menu of narrow screens.
"use strict";

const root = document.body.dataset.root;

// ---- light and dark ----

const button = document.querySelector("button.theme");
const system = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : system.matches;
}

function nameTheme() {
  button.textContent = isDark() ? "Light" : "Dark";
}

button.addEventListener("click", () => {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // It holds for this page then.
  }
  nameTheme();
});
system.addEventListener("change", nameTheme);
button.hidden = false;
nameTheme();

// ---- the menu ----

// Where the pages stand above the text instead of beside it, they are folded.
const menu = document.querySelector("details.menu");
const narrow = matchMedia("(max-width: 55rem)");

function fold() {
  menu.open = !narrow.matches;
}

narrow.addEventListener("change", fold);
fold();
document.querySelector("nav.pages [aria-current]")?.scrollIntoView({block: "nearest"});
scrollTo({top: location.hash === "" ? 0 : scrollY});

// ---- search ----

const form = document.querySelector("form.search");
const field = document.getElementById("site-search");
const found = document.getElementById("site-found");
let engine = null;

function load(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = root + "assets/" + name;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

// The texts are loaded by the first search, as scripts, so that pages opened as files have it, too.
async function make() {
  await Promise.all([load("minisearch.js"), load("search-index.js")]);
  const made = new MiniSearch({
    idField: "url", fields: ["title", "heading", "text"], storeFields: ["title", "heading", "text"],
    searchOptions: {boost: {title: 3, heading: 4}, prefix: true, fuzzy: word => word.length > 4 ? 0.2 : false,
      combineWith: "AND"},
  });
  const seen = new Set();
  made.addAll(window.searchIndex.filter(part => !seen.has(part.url) && seen.add(part.url)));
  return made;
}

// Some words around the first that was found, with those that were found marked.
function excerpt(text, words) {
  const pattern = new RegExp(words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  const at = Math.max(0, text.search(pattern) - 60);
  const piece = (at > 0 ? "…" : "") + text.slice(at, at + 180) + (text.length > at + 180 ? "…" : "");
  const line = document.createElement("span");
  let end = 0;
  for (const match of piece.matchAll(pattern)) {
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    line.append(piece.slice(end, match.index), mark);
    end = match.index + match[0].length;
  }
  line.append(piece.slice(end));
  return line;
}

function item(result) {
  const link = document.createElement("a");
  link.href = root + result.id;
  const title = document.createElement("strong");
  title.textContent = result.heading ? `${result.title}: ${result.heading}` : result.title;
  link.append(title, excerpt(result.text, result.terms));
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

function show(results) {
  const said = document.createElement("p");
  said.textContent = results.length === 0 ? "Nothing was found." :
    results.length > 30 ? `The first 30 of ${results.length}` : `${results.length} found`;
  const list = document.createElement("ol");
  list.append(...results.slice(0, 30).map(item));
  found.replaceChildren(said, ...(results.length > 0 ? [list] : []));
  found.hidden = false;
}

async function search() {
  const words = field.value.trim();
  if (words.length < 2) {
    found.hidden = true;
    return;
  }
  engine ??= make();
  const made = await engine;
  if (field.value.trim() === words)
    show(made.search(words));
}

function close() {
  found.hidden = true;
  field.value = "";
  field.focus();
}

// Up and down go through what was found, as Tab does.
function step(event) {
  const stops = [field, ...found.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || next === undefined || found.hidden)
    return;
  event.preventDefault();
  next.focus();
}

field.addEventListener("input", search);
field.addEventListener("focus", () => engine ??= make());
form.addEventListener("submit", event => {
  event.preventDefault();
  if (!found.hidden)
    found.querySelector("a")?.click();
});
document.addEventListener("keydown", event => {
  const typing = event.target.matches("input, textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
  } else if (event.key === "Escape" && !found.hidden) {
    close();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(event);
  }
});
found.addEventListener("click", event => {
  if (event.target.closest("a"))
    found.hidden = true;
});
form.hidden = false;
