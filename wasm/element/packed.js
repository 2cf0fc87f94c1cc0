// Texts in an address: deflated, in letters that links keep as they are. What comes back is never trusted.

/** @param {string} text */
export async function pack(text) {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const base = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
  return base.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/**
 * Throws when it is damaged, or would unfold to more than `longest` bytes.
 * @param {string} packed
 * @param {number} longest
 */
export async function unpack(packed, longest) {
  if (!/^[\w-]+$/.test(packed)) throw new TypeError("damaged");
  const bytes = Uint8Array.from(atob(packed.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw"), longest));
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} stream @param {number} [longest] */
async function through(bytes, stream, longest = Infinity) {
  const writer = stream.writable.getWriter();
  writer.write(bytes).catch(() => {}); // the reader tells of it
  writer.close().catch(() => {});
  const parts = [];
  let size = 0;
  const reader = stream.readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > longest) throw new RangeError("too large");
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
