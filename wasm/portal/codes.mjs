// Names of the codes of a rule set's taxonomies, for the element's lists: `{taxonomy: [[code, label], …]}`. It reads the one shape in
// which this repository writes a node, a line each, and nothing else of YAML.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const NODE = /^ {2}("?)([\w.-]+)\1: \{label: (?:"([^"]*)"|\{fr: "([^"]*)", en: "([^"]*)"\})/;

/** @param {string} folder of a rule set */
export async function codes(folder) {
  const all = {};
  const taxonomies = join(folder, "taxonomies");
  for (const file of (await readdir(taxonomies)).filter((name) => name.endsWith(".yaml")).sort()) {
    const text = await readFile(join(taxonomies, file), "utf8");
    const id = /^id: (\S+)$/m.exec(text)?.[1];
    const nodes = text.split("\n").map((line) => NODE.exec(line)).filter((found) => found !== null);
    all[id] = nodes.map(([, , code, label, fr, en]) => [code, label ?? { fr, en }]);
  }
  return all;
}
