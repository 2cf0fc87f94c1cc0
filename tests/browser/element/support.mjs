// What the element's tests share: a page under the strict policy, the element on it, what was fetched and complained of, pictures, axe.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { POLICY, serve } from "../../../wasm/portal/server.mjs";
import { launch } from "../chromium.mjs";
import { here, root } from "../files.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const screens = path.join(root, "target/screens");
const DAY = "2026-11-23";
const PATIENCE = 20_000;

/** The texts that tests look for. */
export const TEXTS = {
  fr: { start: "Commencer", next: "Continuer", unknown: "Je ne sais pas", back: "Retour", results: "Voir mes résultats", tools: "Garder, partager, imprimer", save: "Enregistrer un fichier", plan: "Plan de financement", yes: "Oui", no: "Non" },
  en: { start: "Start", next: "Continue", unknown: "I don't know", back: "Back", results: "See my results", tools: "Keep, share, print", save: "Save a file", plan: "Financing plan", yes: "Yes", no: "No" },
};

/**
 * A server and a browser for one file of tests.
 * @param {{policy?: (pathname: string) => string, more?: (pathname: string) => Promise<string | Buffer | null>}} [options]
 */
export async function open(options) {
  const server = await serve(0, { pages: path.join(here, "element/pages"), ...options });
  const browser = await launch();
  return {
    url: server.url,
    /**
     * A page of its own; `done` fails if it complained of anything that is not expected.
     * @param {import("playwright-core").BrowserContextOptions & {init?: () => void, expected?: RegExp}} [about]
     */
    async page({ init, expected, ...about } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "fr-FR", acceptDownloads: true, ...about });
      if (init) await context.addInitScript(init);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      const complaints = [];
      const requests = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      context.on("request", (request) => requests.push(request.url()));
      const done = async () => {
        await context.close();
        assert.deepEqual(complaints.filter((text) => !expected?.test(text)), []);
      };
      return { page, requests, complaints, done };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Puts the element on the page with these attributes, and waits until it is ready or has failed. */
export async function put(page, url, attributes = {}) {
  if (!page.url().startsWith(url)) await page.goto(`${url}blank.html`);
  return page.evaluate(
    (all) =>
      new Promise((resolve) => {
        const element = document.createElement("terreau-advisor");
        for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
        element.addEventListener("terreau-ready", () => resolve("ready"), { once: true });
        element.addEventListener("terreau-error", (event) => resolve(event.detail.reason), { once: true });
        document.getElementById("place").replaceChildren(element);
      }),
    { src: "/rules/rural-fr.json", "as-of": DAY, ...attributes },
  );
}

/** A profile that a file of personas holds, made into JSON by the command. */
export async function persona(name) {
  const text = await readFile(path.join(root, `rules/rural-fr/personas/${name}.yaml`), "utf8");
  return read(text);
}

/** The facts of a persona: the few shapes of YAML that these files use, a fact a line and a list of records. */
function read(text) {
  const facts = {};
  let list = null;
  const lines = text.split("\n");
  for (const line of lines.slice(lines.indexOf("facts:") + 1)) {
    const fact = /^ {2}([\w.]+):\s*(.*?)(?:\s+#.*)?$/.exec(line);
    const record = /^ {4}- (\{.*\})$/.exec(line);
    if (record) list.push(flow(record[1]));
    else if (fact?.[2] === "") facts[fact[1]] = list = [];
    else if (fact) facts[fact[1]] = flow(fact[2]);
    else if (/^\S/.test(line)) break;
  }
  return { facts };
}

/** A value on one line: `{a: b}`, `[a, b]`, `"text"`, or a word. */
function flow(text) {
  if (text.startsWith("[") || text.startsWith("{")) {
    const json = text.replace(/("[^"]*")|([^\s,:[\]{}]+)/g, (_, quoted, word) => quoted ?? JSON.stringify(word));
    return JSON.parse(json);
  }
  return text.startsWith('"') ? JSON.parse(text) : text;
}

/** What the element holds. */
export const profileOf = (page) => page.evaluate(() => document.querySelector("terreau-advisor").profile);

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails where axe finds anything on the page. */
export async function accessible(page, state, rules = RULES) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`) }));
  }, rules);
  assert.deepEqual(violations, [], `axe on ${state}`);
}

const TALLEST = 3500; // pixels of a picture

/** Keeps a picture of the page, from its top, in target/screens. */
export async function picture(page, name) {
  await mkdir(screens, { recursive: true });
  const [width, height] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollHeight]);
  await page.screenshot({ path: path.join(screens, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST) } });
}

/** Fails where the page is wider than its window. */
export async function narrow(page, state) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${state} scrolls sideways`);
}

/** Fails where a label is so short of room that it breaks inside a word. */
export async function whole(page, state) {
  const broken = await page.evaluate(() => {
    const labels = [...document.querySelector("terreau-advisor").shadowRoot.querySelectorAll("dt, label, button, th, .verdict, .truth")];
    for (const one of labels) one.style.overflowWrap = "normal";
    const wide = labels.filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth).map((one) => one.textContent);
    for (const one of labels) one.style.overflowWrap = "";
    return wide;
  });
  assert.deepEqual(broken, [], `broken labels on ${state}`);
}

/** What has the focus, inside the element too. */
export const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const label = at?.labels?.[0]?.textContent;
    return { tag: at?.localName ?? "", text: (label ?? at?.textContent ?? "").trim(), type: at?.type ?? "" };
  });

export { POLICY };
