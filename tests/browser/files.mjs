// Where the tests' files lie.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
export const vectors = path.join(root, "tests/vectors");

/** A file of tests/vectors, or the bundle `rural-fr` that tests/run has built; null if there is none. */
export async function readVector(name) {
  const file = name === "rural-fr" ? path.join(root, "target/rural-fr.json") : path.join(vectors, name);
  return readFile(file, "utf8").catch(() => null);
}
