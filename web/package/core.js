// check, format and lint over the library as WebAssembly; where its bytes come from is the caller's.
import factory from "./plimsoll.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const folder = "/files"; // of the files that a policy names; the library's own are in /policies

// The module refuses to go on where the library aborts; the functions here where there is no room to hand it a text.
const outOfMemory = () => new WebAssembly.RuntimeError("out of memory");

// Texts as functions of WebAssembly take them, freed together.
class Texts {
  constructor(module) {
    this.module = module;
    this.pointers = [];
  }

  // The address of a text that ends with a NUL, and its size without that.
  put(text) {
    if (typeof text !== "string")
      throw new TypeError(`no text: ${text}`);
    const bytes = encoder.encode(text);
    const pointer = this.module._malloc(bytes.length + 1);
    if (pointer === 0)
      throw outOfMemory();
    this.module.HEAPU8.set(bytes, pointer);
    this.module.HEAPU8[pointer + bytes.length] = 0;
    this.pointers.push(pointer);
    return [pointer, bytes.length];
  }

  address(text) {
    return this.put(text)[0];
  }

  free() {
    this.pointers.forEach(pointer => this.module._free(pointer));
  }
}

function takeBytes(module, pointer) {
  if (pointer === 0)
    throw outOfMemory();
  return module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer));
}

function take(module, pointer) {
  return decoder.decode(takeBytes(module, pointer));
}

function takeAnswer(module, pointer) {
  const answer = JSON.parse(take(module, pointer));
  module._free(pointer);
  return answer;
}

function writeFiles(module, files) {
  for (const [name, text] of Object.entries(files)) {
    const parts = name.split("/");
    if (["", ".", ".."].some(part => parts.includes(part)))
      throw new TypeError(`the name of a file leads elsewhere: ${name}`);
    if (typeof text !== "string")
      throw new TypeError(`the file ${name} is no text: ${text}`);
    const path = `${folder}/${name}`;
    module.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    module.FS.writeFile(path, text);
  }
}

function empty(FS, path) {
  for (const name of FS.readdir(path).filter(name => name !== "." && name !== "..")) {
    const inner = `${path}/${name}`;
    if (FS.isDir(FS.lstat(inner).mode)) {
      empty(FS, inner);
      FS.rmdir(inner);
    } else {
      FS.unlink(inner);
    }
  }
}

function settings(module, texts, check, options) {
  for (const [name, value] of Object.entries(options.set ?? {}))
    module._web_check_set(check, texts.address(name), texts.address(String(value)));
  const now = options.now instanceof Date ? options.now.toISOString() : options.now;
  if (now && !module._web_check_now(check, texts.address(now)))
    throw new RangeError(`not a time: ${now}`);
  if (options.format && !module._web_check_format(check, texts.address(options.format)))
    throw new RangeError(`no format of reports: ${options.format}`);
}

function addFacts(module, texts, check, facts) {
  const all = facts === undefined || facts === null ? [] : Array.isArray(facts) ? facts : [facts];
  all.forEach((one, index) => {
    const text = typeof one === "string" ? one : JSON.stringify(one);
    const name = index === 0 ? "facts.json" : `facts-${index + 1}.json`;
    module._web_check_facts(check, texts.address(name), ...texts.put(text));
  });
}

function runCheck(module, texts, policy, facts, options) {
  const check = module._web_check_new(texts.address(options.name ?? "policy.plim"), ...texts.put(policy));
  settings(module, texts, check, options);
  module._web_check_understand(check);
  addFacts(module, texts, check, facts);
  const answer = takeAnswer(module, module._web_check_answer(check));
  module._web_check_free(check);
  return {verdict: null, rules: [], report: null, written: null, trouble: null, ...answer};
}

// ---- the language server ----

function framed(message) {
  const body = JSON.stringify({jsonrpc: "2.0", ...message});
  return `Content-Length: ${encoder.encode(body).length}\r\n\r\n${body}`;
}

function unframed(bytes) {
  const messages = [];
  for (let at = 0; at < bytes.length;) {
    const begin = bytes.indexOf(0x7b, at); // headers have no brace
    const size = Number(/Content-Length: (\d+)/.exec(decoder.decode(bytes.slice(at, begin)))[1]);
    messages.push(JSON.parse(decoder.decode(bytes.slice(begin, begin + size))));
    at = begin + size;
  }
  return messages;
}

function runServer(module, texts, messages) {
  const pointer = module._web_serve(...texts.put(messages.map(framed).join("")));
  const answers = unframed(takeBytes(module, pointer));
  module._free(pointer);
  return answers;
}

// An error in words for callers: the library says on its way out why it aborts.
function explained(error, said) {
  const words = said.find(line => line.startsWith("plimsoll: ")) ?? error.message;
  return error instanceof WebAssembly.RuntimeError ? new Error(words.replace("plimsoll: ", ""), {cause: error}) : error;
}

// The functions of the package, over a module that is compiled when it is first needed. What goes wrong may leave it
// in the middle of something, so it is thrown away, and the next call begins with a new one.
export function library(readBytes) {
  let opening = null;

  async function open() {
    const said = [];
    const module = await factory({wasmBinary: await readBytes(), stdin: () => null, print: () => {},
      printErr: line => said.push(line)});
    empty(module.FS, "/dev"); // a policy names files, and some of these have no end
    module.FS.mkdirTree(folder);
    module.FS.chdir(folder);
    return {module, said};
  }

  async function run(files, work) {
    let said = [];
    try {
      let begun, opened;
      do { // another call may have thrown the module away while this one waited
        begun = opening ??= open();
        opened = await begun;
      } while (begun !== opening);
      const {module} = opened;
      const texts = new Texts(module);
      said = opened.said;
      writeFiles(module, files);
      const answer = work(module, texts);
      empty(module.FS, folder);
      texts.free();
      return answer;
    } catch (error) {
      opening = null;
      throw explained(error, said);
    }
  }

  return {
    check: (policy, facts, options = {}) => run(options.files ?? {},
      (module, texts) => runCheck(module, texts, policy, facts, options)),
    format: (text, options = {}) => run({}, (module, texts) => takeAnswer(module,
      module._web_format(texts.address(options.name ?? "policy.plim"), ...texts.put(text)))),
    lint: (text, options = {}) => run(options.files ?? {}, (module, texts) => takeAnswer(module,
      module._web_lint(texts.address(options.name ?? "policy.plim"), ...texts.put(text)))),
    serve: (messages, options = {}) => run(options.files ?? {},
      (module, texts) => runServer(module, texts, messages)),
    version: () => run({}, module => take(module, module._web_version())),
  };
}
