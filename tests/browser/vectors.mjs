// Every vector of tests/vectors, in Node and in Chromium.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import * as terreau from "terreau";
import { openPage } from "./chromium.mjs";
import { readVector, vectors } from "./files.mjs";
import { run } from "./run.mjs";

const index = JSON.parse(await readVector("index.json"));

test("the index lists exactly the folders that hold an options.json", async () => {
  const files = await readdir(vectors, { recursive: true });
  const present = files.filter((file) => path.basename(file) === "options.json").map(path.dirname);
  assert.deepEqual(present.sort(), index.vectors.map(({ id }) => id).sort());
});

await report("Node", () => run(terreau, readVector));

await report("Chromium", async () => {
  const { page, close } = await openPage();
  try {
    return await page.evaluate(async () => (await import("/page.mjs")).vectors());
  } finally {
    await close();
  }
});

async function report(where, answers) {
  await test(`every vector in ${where}`, async (t) => {
    const results = await answers();
    assert.deepEqual(
      results.map(({ id }) => id),
      index.vectors.map(({ id }) => id),
    );
    for (const { id, difference } of results) {
      await t.test(`${where}: ${id}`, () => assert.ok(difference === null, difference));
    }
  });
}
