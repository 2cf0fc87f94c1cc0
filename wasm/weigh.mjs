#!/usr/bin/env node
// Says what each room of the engine weighs, and what each library, before wasm-opt takes the names away.
//
//   node wasm/weigh.mjs FILE

import { readFileSync } from "node:fs";

const CODE = 10;
const IMPORTS = 2;
const CUSTOM = 0;
const FUNCTION_NAMES = 1;

const bytes = readFileSync(process.argv[2]);
let at = 8;

/** A number in the format's variable length. */
function number() {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}

const text = () => {
  const length = number();
  return bytes.toString("utf8", at, (at += length));
};

/** @type {number[]} */
const sizes = [];
/** @type {Map<number, string>} */
const names = new Map();
let imported = 0;
while (at < bytes.length) {
  const section = bytes[at++];
  const end = number() + at;
  if (section === IMPORTS) imported = number();
  if (section === CODE) {
    for (let left = number(); left > 0; left--) {
      const size = number();
      sizes.push(size);
      at += size;
    }
  }
  if (section === CUSTOM && text() === "name") {
    while (at < end) {
      const kind = bytes[at++];
      const next = number() + at;
      for (let left = kind === FUNCTION_NAMES ? number() : 0; left > 0; left--) names.set(number(), text());
      at = next;
    }
  }
  at = end;
}

/** The room, or the library, that a compiled function comes from. @param {string} name */
function home(name) {
  const own = /7terreau(\d+)/.exec(name);
  if (own) return name.substr(own.index + own[0].length, Number(own[1]));
  const trait = /terreau\.\.([a-z_]+)/.exec(name);
  if (trait) return trait[1];
  if (/serde/.test(name)) return "serde";
  return /(4core|5alloc|3std|core\.\.|alloc\.\.)/.test(name) ? "Rust's library" : "the rest";
}

/** @type {Map<string, number>} */
const rooms = new Map();
sizes.forEach((size, index) => {
  const room = home(names.get(index + imported) ?? "");
  rooms.set(room, (rooms.get(room) ?? 0) + size);
});
const all = sizes.reduce((sum, size) => sum + size, 0);
const share = (/** @type {number} */ size) => `${((100 * size) / all).toFixed(1)} %`;
const told = [...rooms].sort((a, b) => b[1] - a[1]).filter(([, size]) => size * 200 > all);
console.log(`made of: ${told.map(([room, size]) => `${room} ${share(size)}`).join(", ")}`);
