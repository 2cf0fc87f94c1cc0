#!/usr/bin/env node
// Says what each answer adds to the engine, in bytes of brotli: what loading alone would take, and then one answer after the other. An answer that
// stands later in the list may share nearly everything with those before it.
//
//   node wasm/costs.mjs FILE

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const PREFIX = "nativeruleset_";
const LOADING = ["parse", "fingerprint"];
/** In this order; what is not named here comes last. */
const ANSWERS = ["recommendJson", "nextQuestionJson", "describeJson", "planJson"];

const here = dirname(fileURLToPath(import.meta.url));
const file = process.argv[2];
const module = new WebAssembly.Module(readFileSync(file));
const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
const others = exported.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)).filter((name) => ![...LOADING, ...ANSWERS].includes(name));
const imported = WebAssembly.Module.imports(module);
const place = mkdtempSync(join(tmpdir(), "terreau-"));

/** What of the engine these answers reach, compressed. @param {string[]} answers */
function reached(answers) {
  const wanted = new Set([...LOADING, ...answers].map((name) => PREFIX + name));
  const kept = exported.filter((name) => !name.startsWith(PREFIX) || wanted.has(name));
  const graph = [
    { name: "page", root: true, reaches: kept.map((name) => `export ${name}`) },
    ...exported.map((name) => ({ name: `export ${name}`, export: name })),
    ...imported.map(({ module: from, name }, i) => ({ name: `import ${i}`, import: [from, name] })),
  ];
  const [asked, left] = [join(place, "graph.json"), join(place, "left.wasm")];
  writeFileSync(asked, JSON.stringify(graph));
  execFileSync(join(here, "node_modules/.bin/wasm-metadce"), ["--all-features", "--graph-file", asked, file, "-o", left], { stdio: ["ignore", "ignore", "inherit"] });
  return brotliCompressSync(readFileSync(left)).length;
}

try {
  let before = reached([]);
  const told = [`loading ${before}`];
  const answers = [...ANSWERS, ...others];
  for (const [i, answer] of answers.entries()) {
    const now = reached(answers.slice(0, i + 1));
    told.push(`${answer} +${now - before}`);
    before = now;
  }
  console.log(`costs: ${told.join(", ")}`);
} finally {
  rmSync(place, { recursive: true });
}
