// What stands in the page as the fragment of its address, which browsers send to nobody.

async function through(bytes, stream) {
  const response = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await response.arrayBuffer());
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

export async function toFragment(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
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
