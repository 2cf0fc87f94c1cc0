// The comparison's own adapters for engines that run in a page, each made into one file with its engine. Their harness is replaced by
// one that only takes what they give, and what they read from files comes from the page.

import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../files.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const { build } = createRequire(path.join(root, "wasm/pack.mjs"))("esbuild");
const ENGINE = "@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm";

/** Each peer: its adapter, its package, the form of the catalogue that it reads, and the catalogues that it judges in bearable time. */
export const PEERS = [
  { id: "zen-wasm", file: "zen.json", name: "@gorules/zen-engine-wasm", sizes: [100, 1000, 10_000] },
  { id: "cel-js", file: "cel.json", name: "@marcbachmann/cel-js", sizes: [100, 1000, 10_000] },
  { id: "json-rules-engine", file: "rules.json", name: "json-rules-engine", sizes: [100, 1000] },
  { id: "publicodes", file: "publicodes.json", name: "publicodes", sizes: [100, 1000] },
];

/**
 * The files of the peers, by the path that a page asks for.
 * @param {string} folder of the comparison
 */
export async function bundlePeers(folder) {
  const files = new Map([["/peers/zen.wasm", await readFile(path.join(here, "node_modules", ENGINE))]]);
  const stand = { name: "stand-ins", setup: ({ onResolve }) => onResolve({ filter: /harness\.mjs$|^node:(fs|module)$/ }, () => ({ path: path.join(here, "page/harness.mjs") })) };
  for (const { id } of PEERS) {
    const { outputFiles } = await build({
      stdin: { contents: `import "${path.join(folder, "js", `${id}.mjs`)}"; export { taken } from "./harness.mjs";`, resolveDir: here },
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      target: "es2023",
      minify: true,
      nodePaths: [path.join(here, "node_modules")],
      plugins: [stand],
      logLevel: "error",
    });
    files.set(`/peers/${id}.js`, Buffer.from(outputFiles[0].contents));
  }
  return files;
}

/** Versions of the peers, as installed. */
export async function versions() {
  const told = PEERS.map(async ({ id, name }) => [id, JSON.parse(await readFile(path.join(here, "node_modules", name, "package.json"), "utf8")).version]);
  return Object.fromEntries(await Promise.all(told));
}
