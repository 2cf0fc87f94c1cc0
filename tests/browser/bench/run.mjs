#!/usr/bin/env node
// Measures the package in a browser: from a page's first script to a first recommendation, answers to a click, plans, and the engine
// beside others on the same options. Prints tables; no run fails for being slow. wasm/BENCHMARKS.md keeps what was measured.
//
//   node tests/browser/bench/run.mjs                  ours alone, on rural-fr
//   PEERS=FOLDER node tests/browser/bench/run.mjs     beside others: FOLDER holds the comparison of engines, see core/benches/README.md
//
// Needs wasm/pkg, the bundles of rural-fr in target and, beside others, target/debug/terreau, which tests/run makes; Chromium and python3.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { serve } from "../../../wasm/portal/server.mjs";
import { launch } from "../chromium.mjs";
import { persona } from "../element/support.mjs";
import { root } from "../files.mjs";
import { PEERS, bundlePeers, versions } from "./peers.mjs";
import { figure, median, table } from "./table.mjs";
import { SIZES, makeWorkload, place } from "./workload.mjs";

const ROUNDS = 7;
const DURING = 300; // milliseconds of a measure in a round
const SEEN = 1000; // milliseconds between two looks at a page that opens
const PAGES = 12; // of questions
const here = path.dirname(fileURLToPath(import.meta.url));
const peers = process.env.PEERS && path.resolve(process.env.PEERS);

let made = new Map();
if (peers) {
  if (!existsSync(path.join(here, "node_modules"))) execFileSync("npm", ["ci", "--prefix", here, "--no-audit", "--no-fund"], { stdio: "inherit" });
  await makeWorkload(peers);
  made = await bundlePeers(peers);
}

/** Files from memory, as they are: the time to compress them is a server's, once. */
const kept = new Map(made);
async function more(pathname) {
  if (!kept.has(pathname)) kept.set(pathname, await readFile(where(pathname)).catch(() => null));
  return kept.get(pathname);
}

function where(pathname) {
  const [, folder, ...rest] = pathname.split("/");
  const found = { terreau: path.join(root, "wasm/pkg"), rules: path.join(root, "target"), bench: place }[folder];
  if (found) return path.join(found, ...rest);
  return path.join(pathname === "/convert.mjs" ? here : path.join(here, "page"), pathname);
}

const rounds = (n = ROUNDS) => Array.from({ length: n }, (_, i) => i);
const load = () => os.loadavg()[0].toFixed(1);
const server = await serve(0, { pages: path.join(here, "page"), more });
const browser = await launch();
const loads = [load()];

/** A page with nothing kept from others. */
async function fresh(name, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(300_000);
  page.on("pageerror", (error) => console.error(String(error)));
  await page.goto(`${server.url}${name}`);
  try {
    return await use(page);
  } finally {
    await context.close();
    loads.push(load());
  }
}

/**
 * What a page keeps of its opening, once it is there. Asked from outside, and seldom: to wait in the page, the driver would put a script of
 * its own there, which is read and run while the page opens.
 */
async function opened(page, name) {
  for (;;) {
    await new Promise((passed) => setTimeout(passed, SEEN));
    const kept = await page.evaluate((key) => globalThis[key], name);
    if (kept) return kept;
  }
}

/** The median of each of the same measures, and the fastest: the median of a busy machine is others' work too. */
const medians = (all) => Object.keys(all[0]).map((key) => [key, figure(median(all.map((one) => one[key]))), figure(Math.min(...all.map((one) => one[key])))]);

async function opening() {
  const steps = [];
  for (const _ of rounds()) steps.push(await fresh("first.html", (page) => opened(page, "told")));
  const element = [];
  const clicks = [];
  for (const _ of rounds()) {
    await fresh("element.html", async (page) => {
      element.push(await opened(page, "ready"));
      clicks.push(...(await page.evaluate(async (pages) => (await import("/element.mjs")).clicks(pages), PAGES)));
    });
  }
  console.log(`\n${table(["from the page's first script, ms", "median", "fastest"], [...medians(steps), ...medians(element).map(([name, ...ms]) => [`element ${name}`, ...ms])])}`);
  const told = (key) => clicks.map((one) => one[key]);
  const row = (name, key) => [name, figure(Math.min(...told(key))), figure(median(told(key))), figure(Math.max(...told(key)))];
  console.log(`\n${table([`a click on “continue” in the element, ${clicks.length} of them, ms`, "fastest", "median", "longest"], [row("the page is held up at once", "held"), row("and at most afterwards", "after"), row("all of it has changed", "whole")])}`);
}

async function own() {
  const { facts } = await persona("boulangerie-cafe-saint-agreve");
  await fresh("bench.html", async (page) => {
    await page.evaluate(async (given) => (await import("/measure.mjs")).prepareOwn(given), facts);
    const all = [];
    for (const _ of rounds()) all.push(await page.evaluate(async (during) => (await import("/measure.mjs")).own(during), DURING));
    console.log(`\n${table(["whole catalogue, ms", "median", "fastest"], medians(all))}`);
  });
}

async function beside(n) {
  return fresh("bench.html", async (page) => {
    const prepared = { [`terreau ${n}`]: await page.evaluate(async (size) => (await import("/measure.mjs")).prepareOurs(size), n) };
    for (const { id, file, sizes } of PEERS) {
      if (sizes.includes(n)) prepared[`${id} ${n}`] = await page.evaluate(async (given) => (await import("/measure.mjs")).preparePeer(...given), [id, file, n, n > 100 ? 3 : 20]);
    }
    const times = Object.fromEntries(Object.keys(prepared).map((name) => [name, []]));
    const measure = (name) => page.evaluate(async (given) => (await import("/measure.mjs")).time(...given), [name, DURING]);
    for (const _ of rounds()) for (const name of Object.keys(times)) times[name].push(await measure(name));
    // what to ask has no peer, and is slow where much is open
    const question = n > 1000 ? null : median(await Promise.all(rounds(3).map(() => measure(`question ${n}`))));
    return { prepared, times, question };
  });
}

async function comparison() {
  const told = new Map();
  for (const n of SIZES) told.set(n, await beside(n));
  const found = await versions();
  const rows = [{ id: "terreau" }, ...PEERS].map(({ id }) => {
    const of = (n) => told.get(n).times[`${id} ${n}`];
    const ratio = (n) => of(n) && median(of(n).map((time, i) => time / told.get(n).times[`terreau ${n}`][i]));
    const checks = SIZES.map((n) => told.get(n).prepared[`${id} ${n}`]).filter(Boolean);
    const sum = (key) => checks.reduce((all, one) => all + one[key], 0);
    return [
      found[id] ? `${id} ${found[id]}` : `**${id}**`,
      ...SIZES.map((n) => (of(n) ? figure(median(of(n))) : "–")),
      ...SIZES.map((n) => (of(n) ? `× ${figure(ratio(n))}` : "–")),
      ...SIZES.map((n) => (of(n) ? figure(told.get(n).prepared[`${id} ${n}`].load) : "–")),
      `${sum("agree")}/${sum("checked")}`,
    ];
  });
  const each = (text) => SIZES.map((n) => `${text} ${n.toLocaleString("en")}`);
  console.log(`\n${table(["one profile, all facts known, ms", ...each("of"), ...each("ratio"), ...each("load"), "agree"], rows)}`);
  console.log(`\nNext question with nothing told, ms: ${SIZES.filter((n) => told.get(n).question).map((n) => `${figure(told.get(n).question)} of ${n}`).join(", ")}`);
  const sizes = await Promise.all([["terreau", ["/terreau/terreau_bg.wasm", "/terreau/engine.js", "/terreau/terreau.js"]], ...PEERS.map(({ id }) => [id, [`/peers/${id}.js`, ...(id === "zen-wasm" ? ["/peers/zen.wasm"] : [])]])].map(async ([id, files]) => [id, figure((await Promise.all(files.map(async (file) => brotliCompressSync(await more(file)).length))).reduce((a, b) => a + b) / 1000)]));
  console.log(`\n${table(["what a page loads", "kB in brotli"], sizes)}`);
}

try {
  console.log(`${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, ${os.cpus()[0].model}, ${os.cpus().length} cores, ${ROUNDS} rounds`);
  await opening();
  await own();
  if (peers) await comparison();
  else console.log("\nNo peers: PEERS names the folder of the comparison.");
  console.log(`\nLoad of the machine meanwhile, of ${os.cpus().length}: ${loads[0]} at first, ${median(loads.map(Number))} in the median, ${Math.max(...loads.map(Number))} at most`);
} finally {
  await browser.close();
  await server.close();
}
