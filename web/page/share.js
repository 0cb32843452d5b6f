// What stands in the page as the fragment of its address, which browsers send to nobody.

const largest = 16 * 1024 * 1024; // bytes; a short address could else hold what no page bears

async function through(bytes, stream) {
  const pieces = [];
  let size = 0;
  for (const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();;) {
    const {done, value} = await reader.read();
    if (done)
      return new Uint8Array(await new Blob(pieces).arrayBuffer());
    pieces.push(value);
    size += value.length;
    if (size > largest) {
      await reader.cancel();
      throw new RangeError("this is too large");
    }
  }
}

function toBase64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), sign => sign.charCodeAt(0));
}

const prefix = "#1."; // the version of the form

// Null where the state is too large for an address.
export async function toFragment(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  if (bytes.length > largest)
    return null;
  return prefix + toBase64(await through(bytes, new CompressionStream("deflate-raw")));
}

// The state of a fragment, or null where it holds none.
export async function fromFragment(fragment) {
  if (!fragment.startsWith(prefix))
    return null;
  try {
    const bytes = fromBase64(fragment.slice(prefix.length));
    const state = JSON.parse(new TextDecoder().decode(
      await through(bytes, new DecompressionStream("deflate-raw"))));
    const isText = name => typeof state[name] === "string";
    return ["policy", "facts", "now"].every(isText) ? state : null;
  } catch {
    return null;
  }
}
