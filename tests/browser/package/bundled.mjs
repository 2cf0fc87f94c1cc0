// A portal that takes the package through a bundler, with the bundler's own settings: from a profile to a plan under the strict policy.

import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import test, { before } from "node:test";
import { promisify } from "node:util";
import { build, createLogger, createServer } from "vite";
import webpack from "webpack";
import { readVector } from "../files.mjs";
import { TEXTS, open, persona } from "../element/support.mjs";
import { pack } from "./project.mjs";

const t = TEXTS.en;
let packed;
before(async () => (packed = await pack("bundled")));

/** Serves a folder as a portal does, with a project to start from. */
async function portal(pages) {
  const profile = JSON.stringify(await persona("boulangerie-cafe-saint-agreve"));
  return open({ pages, more: async (pathname) => (pathname === "/profile.json" ? profile : null) });
}

/** Goes from the project to its plan, which the worker makes; tells what was fetched. */
async function walk(home, url = home.url) {
  const { page, requests, done } = await home.page({ init: hear });
  await page.goto(url);
  await page.getByRole("button", { name: t.results }).click();
  await page.locator("article").first().waitFor();
  await page.getByRole("button", { name: t.plan, exact: true }).click();
  await page.locator(".chart svg").waitFor();
  assert.ok((await page.evaluate(() => globalThis.heard)).includes("answer"), "the worker answers");
  assert.equal(page.workers().length, 1);
  assert.equal(await page.locator("#own").textContent(), JSON.parse(await readVector("rural-fr")).fingerprint);
  const accent = await page.locator("terreau-advisor").evaluate((element) => getComputedStyle(element).getPropertyValue("--terreau-accent"));
  assert.equal(accent, "#000091", "the State's colour");
  await done();
  return requests.map((to) => new URL(to).pathname);
}

/** In the page: keeps what workers say. */
function hear() {
  const heard = (globalThis.heard = []);
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => heard.push(...Object.keys(data)));
    }
  };
}

/** What was built holds one engine, and the page took everything from there. */
async function whole(dist, requests) {
  const built = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith(".wasm"));
  assert.equal(built.length, 1, built.join());
  assert.deepEqual([...new Set(requests.filter((to) => to.endsWith(".wasm")))], [`/${built[0]}`]);
  assert.deepEqual(requests.filter((to) => to.startsWith("/terreau/")), []);
}

test("Vite: its server while a portal is made, and what it builds, without a word of settings or a warning", async () => {
  const root = await packed.project("portal", "vite");
  const warnings = [];
  const customLogger = { ...createLogger("silent"), warn: (text) => warnings.push(text), warnOnce: (text) => warnings.push(text), error: (text) => warnings.push(text) };
  const common = { root, configFile: false, customLogger };
  const dist = path.join(root, "dist");
  const home = await portal(dist);
  try {
    const proxy = { "/rules": home.url, "/profile.json": home.url, "/favicon.ico": home.url };
    const making = await createServer({ ...common, server: { host: "127.0.0.1", port: 0, proxy, watch: null } });
    await making.listen();
    try {
      await walk(home, making.resolvedUrls.local[0]);
    } finally {
      await making.close();
    }
    await build(common);
    await whole(dist, await walk(home));
    assert.deepEqual(warnings, []);
  } finally {
    await home.close();
  }
});

test("webpack: what it builds, without a warning", async () => {
  const context = await packed.project("portal", "webpack");
  const dist = path.join(context, "dist");
  // styles are a loader's or an experiment; the size of the engine is known
  const settings = { mode: "production", context, entry: "./main.js", output: { path: dist, filename: "main.js", cssFilename: "main.css" }, experiments: { css: true }, performance: false };
  const stats = await promisify(webpack)(settings);
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
  const html = await readFile(path.join(context, "index.html"), "utf8");
  await writeFile(path.join(dist, "index.html"), html.replace("</head>", '<link rel="stylesheet" href="/main.css" /></head>'));
  const home = await portal(dist);
  try {
    await whole(dist, await walk(home));
  } finally {
    await home.close();
  }
});
