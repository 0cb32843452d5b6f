// build.mjs SOURCES MODULES PACKAGES FOLDER: bundles the page into FOLDER. MODULES are those from npm, and
// PACKAGES has our own.
import {copyFile, mkdir, rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {basename, resolve} from "node:path";

import {examplesOf} from "./examples.mjs";

const [sources, modules, packages, folder] = process.argv.slice(2).map(path => resolve(path));
const {build} = createRequire(`${modules}/`)("esbuild");

// The first example and the titles come with the page, the texts of the others when they are asked for.
const examples = {
  name: "examples",
  setup({onResolve, onLoad}) {
    onResolve({filter: /^examples:/}, ({path}) => ({path, namespace: "examples"}));
    onLoad({filter: /./, namespace: "examples"}, async ({path}) => {
      const all = await examplesOf(sources);
      const few = {first: all[0], titles: all.map(({title}) => title)};
      return {contents: JSON.stringify(path === "examples:all" ? all : few), loader: "json"};
    });
  },
};

await rm(folder, {recursive: true, force: true});
await mkdir(folder, {recursive: true});
await build({
  entryPoints: ["engine", "page", "worker"].map(name => `${sources}/web/page/${name}.js`),
  outdir: folder, chunkNames: "[name]-[hash]", bundle: true, splitting: true, format: "esm", minify: true, target: "es2022", charset: "utf8",
  legalComments: "eof", nodePaths: [modules, packages], plugins: [examples], logLevel: "warning",
});
for (const file of ["page/index.html", "page/page.css", "colours.css"])
  await copyFile(`${sources}/web/${file}`, `${folder}/${basename(file)}`);
await copyFile(`${packages}/plimsoll/plimsoll.wasm`, `${folder}/plimsoll.wasm`);
