#!/usr/bin/env node
// Makes contract.d.ts, the types of the engine's answers, from contract.schema.json, which Rust makes from its own types.
//
//   node wasm/types.mjs            writes it
//   node wasm/types.mjs --check    says whether it is as it would be written

import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

/** What each verb of the package answers. */
const ANSWERS = {
  recommend: "Report",
  plan: "PlanReport",
  nextQuestion: "NextQuestion",
  notice: "Notice",
  updateProfile: "ProfileUpdate",
  describe: "Catalogue",
};

/**
 * What json-schema-to-typescript understands: a reference that also has a description would become a type of its own, so it is
 * the only part of what is described.
 * @param {any} node
 */
function readable(node) {
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) return node.map(readable);
  const { $ref, description, prefixItems, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, readable(value)]));
  // pairs, as the library knows them
  if (prefixItems) return { ...rest, items: prefixItems };
  if ($ref && description) return { ...rest, description, allOf: [{ $ref }] };
  return { ...rest, ...($ref && { $ref }), ...(description !== undefined && { description }) };
}

const schema = readable(JSON.parse(await readFile(new URL("contract.schema.json", import.meta.url), "utf8")));
const verbs = Object.entries(ANSWERS).map(([verb, name]) => [verb, { $ref: `#/$defs/${name}` }]);
const made = await compile(
  { $defs: schema.$defs, type: "object", properties: Object.fromEntries(verbs), required: Object.keys(ANSWERS), additionalProperties: false },
  "Answers",
  {
    bannerComment: "// What the engine answers, verb by verb. Made by types.mjs from contract.schema.json; change the types in core/src/contract.",
    style: { printWidth: 140 },
    unreachableDefinitions: false,
  },
);

const file = new URL("contract.d.ts", import.meta.url);
if (!process.argv.includes("--check")) await writeFile(file, made);
else if ((await readFile(file, "utf8").catch(() => "")) !== made) {
  console.error("wasm/contract.d.ts is not what node wasm/types.mjs makes of wasm/contract.schema.json");
  process.exitCode = 1;
}
