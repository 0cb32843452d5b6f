// The examples of the playground, from the files of the tree.
import {readFile} from "node:fs/promises";

const now = "2026-11-23T10:00:00Z"; // when the facts of the tree were collected

const rows = [
  ["examples/site.plim", ["examples/org/pair.json"]],
  ["policies/hyperv/prepare.plim", ["examples/hyperv-pair.json"]],
  ["policies/kvm/live.plim", ["examples/kvm-pair.json", "examples/attest.json"]],
  ["policies/kvm/prepare.plim", ["examples/kvm-pair.json", "examples/attest.json"]],
];

// Two files of facts as one: the lists that both have are one list.
function merged(one, other) {
  const out = {...one};
  for (const [name, value] of Object.entries(other))
    out[name] = Array.isArray(value) && Array.isArray(one[name]) ? [...one[name], ...value] : value;
  return out;
}

async function factsOf(sources, files) {
  const texts = await Promise.all(files.map(file => readFile(`${sources}/${file}`, "utf8")));
  if (texts.length === 1)
    return texts[0];
  return JSON.stringify(texts.map(text => JSON.parse(text)).reduce(merged), null, 2) + "\n";
}

async function exampleOf(sources, path, files) {
  const policy = await readFile(`${sources}/${path}`, "utf8");
  const [, title] = /^policy \S+ "([^"]*)"/m.exec(policy);
  return {title, now, policy, facts: await factsOf(sources, files)};
}

// Each is called as its policy is.
export function examplesOf(sources) {
  return Promise.all(rows.map(([path, files]) => exampleOf(sources, path, files)));
}
