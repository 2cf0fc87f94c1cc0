// What the package gives out, and that it behaves the same wherever JavaScript runs.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import * as terreau from "terreau";
import { openPage } from "./chromium.mjs";
import { readVector } from "./files.mjs";
import { namesOf } from "./run.mjs";

const { RuleSet, TerreauError } = terreau;
const { names, vectors } = JSON.parse(await readVector("index.json"));
const expected = { exported: ["RuleSet", "TerreauError", "init"], ruleSet: names.javascript };
const bundle = await answeringBundle();
let page;
let close;

before(async () => ({ page, close } = await openPage()));
after(() => close());

test("Node sees exactly the names of the index", () => assert.deepEqual(namesOf(terreau), expected));

test("a page sees exactly the names of the index", async () => {
  const seen = await page.evaluate(async () => (await import("/page.mjs")).names());
  assert.deepEqual(seen, expected);
});

test("a worker, which has no window, loads the same rules", async () => {
  const seen = await page.evaluate(async (text) => (await import("/page.mjs")).inWorker(text), bundle);
  assert.equal(seen, (await RuleSet.load(bundle)).fingerprint);
});

test("a bundle as an object, or as bytes, is the bundle as text", async () => {
  const bytes = new TextEncoder().encode(bundle);
  const prints = await Promise.all([bundle, JSON.parse(bundle), bytes, bytes.buffer].map(async (given) => (await RuleSet.load(given)).fingerprint));
  assert.deepEqual([...new Set(prints)], [JSON.parse(bundle).fingerprint]);
  await assert.rejects(RuleSet.load(bytes.slice(0, 3000)), TerreauError);
  await assert.rejects(RuleSet.load(new Uint8Array([123, 34, 255])), TerreauError);
});

test("an error is data first", () => {
  const problem = { code: "E1", path: "facts.x", message: "no such fact", help: "did you mean y?" };
  const error = new TerreauError([problem]);
  assert.ok(error instanceof Error);
  assert.deepEqual(error.problems, [problem]);
  assert.equal(error.message, "E1 facts.x: no such fact (did you mean y?)");
});

/** The bundle of the first vector that is answered, not refused. */
async function answeringBundle() {
  for (const { id, rule_set } of vectors) {
    if ((await readVector(`${id}/expected.json`)) !== null) return readVector(rule_set);
  }
  throw new Error("no vector expects an answer");
}
