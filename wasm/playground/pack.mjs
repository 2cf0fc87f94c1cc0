#!/usr/bin/env node
// Puts the playground together as a folder that any server of static files can hand out, and holds it to its size.
//
//   node wasm/playground/pack.mjs FOLDER     FOLDER holds engine.js and terreau_workshop_bg.wasm; the rest is written beside them

import { createHash } from "node:crypto";
import { cp, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

// bytes, compressed: what they are today, a little rounded up
const ENGINE_LIMIT = 570_000; // in brotli: the portals' engine, reader and checker of rule files, examples, pages of codes
const PAGE_LIMIT = 170_000; // in gzip: the page's script, of which CodeMirror is 142,000
const VISITOR_LIMIT = 45_000; // in gzip: the portals' element, in a script apart

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const folder = process.argv[2];
if (!folder) throw new Error("which folder? it holds engine.js and terreau_workshop_bg.wasm");

/** The rule sets that the page opens with, the base first. */
const LAYERS = [
  { name: "rural-fr", title: ["Aides rurales en France", "Rural support in France"] },
  { name: "exemple-territoire", title: ["Exemple de territoire : Combe-Verte", "Example territory: Combe-Verte"] },
];

const AS_THEY_ARE = ["index.html", "playground.css", "icon.svg"];
for (const name of AS_THEY_ARE) await cp(join(here, name), join(folder, name));
for (const name of ["LICENSE-APACHE", "LICENSE-MIT"]) await cp(join(root, name), join(folder, name));

const shared = { bundle: true, minify: true, format: "esm", target: "es2023", charset: "utf8", logLevel: "warning" };
/** Scripts that stay files of their own beside the one that asks for them. @type {import("esbuild").Plugin} */
const apart = { name: "apart", setup: ({ onResolve }) => onResolve({ filter: /\/(?:engine|visitor)\.js$/ }, ({ path, kind }) => (kind === "entry-point" ? null : { path, external: true })) };
const made = { ...shared, plugins: [apart], metafile: true };
const { metafile } = await build({ ...made, entryPoints: [join(here, "main.js")], outfile: join(folder, "playground.js") });
await writeFile(join(folder, "LICENSES-OF-OTHERS.txt"), await licences(Object.keys(metafile.inputs)));
for (const name of ["worker.js", "visitor.js"]) await build({ ...made, entryPoints: [join(here, name)], outfile: join(folder, name) });

const layers = await Promise.all(LAYERS.map(async (layer) => ({ ...layer, files: await files(join(root, "rules", layer.name)) })));
const fingerprint = createHash("sha256").update(JSON.stringify(layers.map(({ name, files }) => [name, files]))).digest("hex").slice(0, 16);
await writeFile(join(folder, "rules.json"), JSON.stringify({ fingerprint, layers }));

/** The rule files in a folder, in path order, as `terreau check` reads them. @param {string} root @returns {Promise<Record<string, string>>} */
async function files(root) {
  const names = await readdir(root, { recursive: true });
  const read = names.map((name) => name.replaceAll("\\", "/")).filter((name) => /\.(?:yaml|places)$/.test(name) && !/(?:^|\/)\./.test(name)).sort();
  return Object.fromEntries(await Promise.all(read.map(async (name) => [name, await readFile(join(root, name), "utf8")])));
}

/** The licences of the packages that went into the page; theirs ask to be handed on. @param {string[]} inputs */
async function licences(inputs) {
  const names = inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter((name) => name !== undefined);
  const told = [...new Set(names)].sort().map(async (name) => `${name}\n\n${await readFile(join(here, "../node_modules", name, "LICENSE"), "utf8")}`);
  return (await Promise.all(told)).join("\n----\n\n");
}

/** @param {string} name */
const bytes = (name) => readFile(join(folder, name));
const engine = await bytes("terreau_workshop_bg.wasm");
const small = brotliCompressSync(engine).length;
console.log(`terreau_workshop_bg.wasm: ${engine.length} bytes, ${small} in brotli (at most ${ENGINE_LIMIT})`);
const zipped = await script("playground.js", PAGE_LIMIT);
const visitor = await script("visitor.js", VISITOR_LIMIT);
const rules = await bytes("rules.json");
console.log(`rules.json: ${rules.length} bytes, ${gzipSync(rules).length} in gzip`);

/** What a script weighs in gzip. @param {string} name @param {number} limit */
async function script(name, limit) {
  const text = await bytes(name);
  const zipped = gzipSync(text, { level: 9 }).length;
  console.log(`${name}: ${text.length} bytes, ${zipped} in gzip (at most ${limit})`);
  return zipped;
}

process.exitCode = small > ENGINE_LIMIT || zipped > PAGE_LIMIT || visitor > VISITOR_LIMIT ? 1 : 0;
