// The comparison's catalogues and profiles, made by its own generator, and the same catalogues as bundles of ours; all kept in target/bench.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../files.mjs";
import { ruleSet } from "./convert.mjs";

export const place = path.join(root, "target/bench");
export const SIZES = [100, 1000, 10_000];
const CHECKED = 20; // profiles whose answers the reference gives

/**
 * Makes what is missing, and the bundles.
 * @param {string} peers the folder of the comparison
 */
export async function makeWorkload(peers) {
  await mkdir(place, { recursive: true });
  const python = (script, ...args) => execFileSync("python3", [path.join(peers, "gen", script), ...args], { cwd: place, stdio: ["ignore", "ignore", "inherit"] });
  if (!existsSync(path.join(place, "profiles-1000.known.jsonl"))) python("generate.py", "profiles", "--m", "1000", "--out", "profiles-1000");
  const lines = (await readFile(path.join(place, "profiles-1000.known.jsonl"), "utf8")).split("\n").slice(0, CHECKED);
  await writeFile(path.join(place, "profiles.json"), `[${lines.join(",")}]`);
  await writeFile(path.join(place, "checked.jsonl"), `${lines.join("\n")}\n`);
  for (const n of SIZES) {
    if (!existsSync(path.join(place, `expected-${n}.json`))) {
      python("generate.py", "catalogue", "--n", String(n), "--out", `catalogue-${n}.json`);
      python("emit.py", `catalogue-${n}.json`, `emit-${n}`);
      python("reference.py", `catalogue-${n}.json`, "checked.jsonl", `expected-${n}.json`);
    }
    await bundle(n); // its format may have changed
  }
}

/** @param {number} n */
async function bundle(n) {
  const command = path.join(root, "target/debug/terreau");
  if (!existsSync(command)) throw new Error("no target/debug/terreau: tests/run command makes it");
  const folder = path.join(place, `rules-${n}`);
  await rm(folder, { recursive: true, force: true });
  const files = ruleSet(JSON.parse(await readFile(path.join(place, `catalogue-${n}.json`), "utf8")));
  await mkdir(path.join(folder, "schemes/grant"), { recursive: true });
  await mkdir(path.join(folder, "facts"));
  for (const [name, text] of files) await writeFile(path.join(folder, name), text);
  execFileSync(command, ["bundle", folder, "-o", path.join(place, `bundle-${n}.json`)], { stdio: ["ignore", "ignore", "inherit"] });
}
