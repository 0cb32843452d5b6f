// The package in Node: the library lies beside this file.
import {readFile} from "node:fs/promises";

import {library} from "./core.js";

export const {check, format, lint, serve, version} =
  library(() => readFile(new URL("plimsoll.wasm", import.meta.url)));
