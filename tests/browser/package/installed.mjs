// The package as it is installed: what is in it, and what a script and a compiler get from it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { here, readVector, root } from "../files.mjs";
import { pack } from "./project.mjs";

/** Vectors of rural-fr: two answers and two refusals. */
const VECTORS = { "rural-fr/epicerie": "recommendJson", "plans/boulangerie": "planJson", "plans/errors": "planJson", "questions/errors": "nextQuestionJson" };
let files;
let folder;

before(async () => {
  const packed = await pack("installed");
  files = packed.files;
  folder = await packed.project("script");
});

/** What a program prints, which must end well and complain of nothing. */
function output(program, args, input = "") {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, input, encoding: "utf8", maxBuffer: 1e8 });
  assert.deepEqual([status, stderr], [0, ""], stdout);
  return stdout;
}

test("all that the package names is in it, with its licences, and nothing of its making", async () => {
  const { exports, devDependencies, types } = JSON.parse(await readFile(path.join(folder, "node_modules/terreau/package.json"), "utf8"));
  const named = Object.values(exports).flatMap((way) => (typeof way === "string" ? way : Object.values(way)));
  for (const name of [...named, types, "./README.md", "./LICENSE-APACHE", "./LICENSE-MIT", "./terreau_bg.wasm", "./worker.js"]) assert.ok(files.includes(name.slice(2)), name);
  assert.equal(devDependencies, undefined);
  assert.deepEqual(files.filter((name) => /bindgen|pack\.mjs|portal|tsconfig|lock|Cargo|\.rs$/.test(name)), []);
  const readme = await readFile(path.join(folder, "node_modules/terreau/README.md"), "utf8");
  assert.deepEqual([...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, to]) => to).filter((to) => !files.includes(to)), [], "links to what is not there");
});

test("a script gets the same bytes as everywhere, and what is wrong as data; no window is needed", async () => {
  const bundle = await readVector("rural-fr");
  const ids = Object.keys(VECTORS);
  const calls = await Promise.all(ids.map(async (id) => ({ verb: VECTORS[id], profile: await readVector(`${id}/profile.json`), options: JSON.parse(await readVector(`${id}/options.json`)) })));
  const { exported, window, element, answers } = JSON.parse(output(process.execPath, ["answer.mjs"], JSON.stringify({ bundle, calls })));
  assert.deepEqual([exported, window, element], [["RuleSet", "TerreauError", "init"], "undefined", "function"]);
  for (const [i, id] of ids.entries()) {
    const [text, problems] = [await readVector(`${id}/expected.json`), await readVector(`${id}/problems.json`)];
    assert.deepEqual(answers[i], text === null ? { problems: JSON.parse(problems) } : { text }, id);
  }
});

// older Node can require no module; this one may warn that it is experimental
const skip = !process.features.require_module && "this Node requires no modules";

test("a script of the older kind requires it", { skip }, async () => {
  const bundle = await readVector("rural-fr");
  assert.equal(output(process.execPath, ["--no-warnings", "older.cjs"], bundle).trim(), JSON.parse(bundle).fingerprint);
});

test("a compiler finds its types, both ways of looking for them", async () => {
  await cp(path.join(here, "types.ts"), path.join(folder, "types.ts"));
  const tsc = path.join(root, "tests/browser/node_modules/.bin/tsc");
  const common = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--types", ""];
  for (const module of [["nodenext", "nodenext"], ["esnext", "bundler"]]) output(tsc, [...common, "--module", module[0], "--moduleResolution", module[1], "types.ts"]);
});
