// The package in browsers and workers: the library lies beside this file, or beside the bundle that holds it.
import {library} from "./core.js";

async function readBytes() {
  const response = await fetch(new URL("plimsoll.wasm", import.meta.url));
  if (!response.ok)
    throw new Error(`plimsoll.wasm cannot be read: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

export const {check, format, lint, serve, version} = library(readBytes);
