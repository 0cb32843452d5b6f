// The order of the pages, for readers: sections, and the files of each as globs, in which * is a part of a name and
// ** any folders. A page stands in the first section that names it, one that none names in the last.
export const sections = [
  {name: "Start", files: ["README.md", "docs/language-on-one-page.md", "examples/README.md", "docs/coming-from*.md"]},
  {name: "Write policies", files: ["docs/language.md", "docs/cookbook.md", "docs/cookbook/*.md", "docs/standards.md",
    "docs/extending.md", "docs/format.md", "docs/lint.md", "docs/editors.md", "docs/lsp.md"]},
  {name: "Collect facts", files: ["docs/facts.md", "docs/policies/virtualization.md", "docs/hyperv.md"]},
  {name: "Check", files: ["docs/trying.md", "docs/report.md", "docs/ci.md", "docs/performance.md"]},
  {name: "Plan a move", files: ["docs/plan*.md", "docs/requirements.md", "docs/proof.md"]},
  {name: "Reference", files: ["docs/diagnostics.md", "docs/security.md", "docs/architecture.md", "docs/site.md",
    "docs/*.md"]},
  {name: "Commands", files: ["docs/plimsoll.1", "docs/plimsoll-policy.5", "docs/man/*.1"]},
  {name: "Policies that ship", files: ["docs/policies/*.md"], label: path => path.slice("docs/policies/".length, -3)},
  {name: "Rules of the linter", files: ["docs/lint/*.md"]},
  {name: "The project", files: ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "src/README.md", "src/**/*.md"]},
  {name: "More", files: ["**/*.md"]},
];

// Whether a path is one that a glob names.
function matches(glob, path) {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*\*\/|\*/g, at => at === "*" ? "[^/]*" : "(?:.*/)?");
  return new RegExp(`^${pattern}$`).test(path);
}

// The paths by section, each with the function that names it in the navigation, if there is one.
export function ordered(paths) {
  const name = path => path.replace(/\.(md|[15])$/, "");
  const left = new Set(paths.slice().sort((a, b) => name(a) < name(b) ? -1 : 1));
  return sections.map(section => {
    const found = section.files.flatMap(glob => {
      const some = [...left].filter(path => matches(glob, path));
      some.forEach(path => left.delete(path));
      return some;
    });
    return {name: section.name, label: section.label, paths: found};
  }).filter(section => section.paths.length > 0);
}
