#!/usr/bin/env node
// Puts the npm package together around an engine that is built already, and holds it to its size.
//
//   node wasm/pack.mjs FOLDER     FOLDER holds engine.js and terreau_bg.wasm; the rest of the package is written beside them

import { cp, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

// bytes, compressed
const ENGINE_GOAL = 150_000; // what a page should cost, in brotli
const ENGINE_LIMIT = 345_000; // what it costs today, with plans and advice; see core/ARCHITECTURE.md for what would bring it down
const ELEMENT_GOAL = 25_000; // the element in one file, in gzip
const ELEMENT_LIMIT = 42_000; // what it is today, both languages, all views and its style in it

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (!folder) throw new Error("which folder? it holds engine.js and terreau_bg.wasm");

const AS_THEY_ARE = ["terreau.js", "terreau.node.js", "terreau.d.ts", "contract.d.ts", "contract.schema.json", "worker.js", "helper.js", "element.d.ts", "element", "embed"];
const LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"];
for (const name of AS_THEY_ARE) await cp(join(here, name), join(folder, name), { recursive: true });
for (const name of LICENCES) await cp(join(here, "..", name), join(folder, name));
// the picture is of the portal, which stays here
const readme = await readFile(join(here, "README.md"), "utf8");
await writeFile(join(folder, "README.md"), readme.replace(/^!\[.*\)\n\n/m, ""));

const { devDependencies, ...published } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
await writeFile(join(folder, "package.json"), `${JSON.stringify(published, null, 2)}\n`);

// the element in one file, beside the engine that it shares with its worker
await build({
  entryPoints: [join(here, "element/terreau-advisor.js")],
  outfile: join(folder, "terreau-advisor.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  charset: "utf8",
  logLevel: "warning",
  plugins: [{ name: "engine", setup: ({ onResolve }) => onResolve({ filter: /\/terreau\.js$/ }, () => ({ path: "./terreau.js", external: true })) }],
});

let raw = 0;
let small = 0;
for (const name of ["terreau_bg.wasm", "engine.js", "terreau.js"]) {
  const bytes = await readFile(join(folder, name));
  const compressed = brotliCompressSync(bytes).length;
  console.log(`${name}: ${bytes.length} bytes, ${compressed} in brotli`);
  raw += bytes.length;
  small += compressed;
}
console.log(`together: ${raw} bytes, ${small} in brotli (goal ${ENGINE_GOAL}, at most ${ENGINE_LIMIT})`);

const element = await readFile(join(folder, "terreau-advisor.js"));
const zipped = gzipSync(element, { level: 9 }).length;
console.log(`terreau-advisor.js: ${element.length} bytes, ${zipped} in gzip (goal ${ELEMENT_GOAL}, at most ${ELEMENT_LIMIT})`);

process.exitCode = small > ENGINE_LIMIT || zipped > ELEMENT_LIMIT ? 1 : 0;
