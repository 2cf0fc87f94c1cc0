// Where the tests' files lie.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
export const vectors = path.join(root, "tests/vectors");

/** A file of tests/vectors, or by its name a bundle that tests/run has built; null if there is none. */
export async function readVector(name) {
  const file = name.endsWith(".json") ? path.join(vectors, name) : path.join(root, `target/${name}.json`);
  return readFile(file, "utf8").catch(() => null);
}
