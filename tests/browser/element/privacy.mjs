// Nothing is fetched once the element is ready, and no text of a rule set or a profile becomes anything but text.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { RuleSet } from "terreau";
import { root } from "../files.mjs";
import { POLICY, TEXTS, open, persona, put } from "./support.mjs";

const EVIL = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const t = TEXTS.fr;
const sections = ["Plan de financement", "Feuille de route", "Qui peut aider", "Ils l'ont fait", "Comment c'est calculé"];
let home;
let hostile;

before(async () => {
  hostile = JSON.stringify(await poisoned(JSON.parse(await readFile(path.join(root, "target/rural-fr.json"), "utf8"))));
  home = await open({ more: async (pathname) => (pathname === "/rules/hostile.json" ? hostile : null) });
});
after(() => home.close());

/** A bundle whose texts all end in markup, with the fingerprint that the engine then asks for. */
async function poisoned(bundle) {
  for (const texts of ["texts", "fr", "en"]) bundle[texts] = bundle[texts].map((text) => (/ /.test(text) && !/[=!<>]/.test(text) ? text + EVIL : text));
  const told = await RuleSet.load(bundle).catch((error) => error.problems[0].message);
  bundle.fingerprint = /`([0-9a-f]{64})`/.exec(told)[1];
  await RuleSet.load(bundle);
  return bundle;
}

/** Walks through all of the advice. */
async function walk(page) {
  await page.getByRole("button", { name: /^(Voir mes résultats|Résultats)$/ }).first().click();
  for (const summary of await page.locator("details.group > summary").all()) await summary.click();
  await page.locator("article .more > summary").first().click();
  await page.locator("details.group article .more > summary").first().click();
  await page.locator(".change").first().waitFor();
  for (const name of sections) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.locator(".section [aria-busy]").waitFor({ state: "detached" });
  }
}

test("once ready, the whole conversation, advice and plan go on without the network", async () => {
  const { page, requests, done } = await home.page();
  assert.equal(await put(page, home.url), "ready");
  assert.ok(requests.some((url) => url.endsWith("/terreau/worker.js")), "plans have their worker");
  const own = requests.filter((url) => !url.startsWith(home.url));
  assert.deepEqual(own, [], "nothing is fetched from elsewhere");
  requests.length = 0;
  await page.context().setOffline(true);
  await page.getByRole("button", { name: t.start }).click();
  await page.getByLabel("association", { exact: true }).check();
  await page.getByRole("button", { name: t.next }).click();
  await page.evaluate((profile) => (document.querySelector("terreau-advisor").profile = profile), await persona("boulangerie-cafe-saint-agreve"));
  await walk(page);
  await page.getByText(t.tools).click();
  await page.getByRole("button", { name: "Copier un lien" }).click();
  await page.getByLabel("Lien à copier").waitFor();
  assert.deepEqual(requests, []);
  await done();
});

test("the policy of the portal holds nothing but what is documented", async () => {
  const { page, done } = await home.page();
  const response = await page.goto(`${home.url}blank.html`);
  assert.equal(response.headers()["content-security-policy"], POLICY);
  assert.equal(POLICY, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'");
  await done();
});

test("a rule set full of markup shows it as text and runs nothing, on any page of the advice", async () => {
  const { page, done } = await home.page();
  const profile = await persona("boulangerie-cafe-saint-agreve");
  assert.equal(await put(page, home.url, { src: "/rules/hostile.json", profile: JSON.stringify(profile) }), "ready");
  await walk(page);
  await clean(page);
  await page.getByRole("button", { name: "Aides", exact: true }).click();
  assert.match(await page.locator(".section").innerText(), /<script>window\.hacked=1<\/script>/);
  await done();
});

test("a profile full of markup shows it as text and runs nothing", async () => {
  const { page, done } = await home.page();
  const { facts } = await persona("boulangerie-cafe-saint-agreve");
  facts["finance.budget"] = facts["finance.budget"].map((line) => ({ ...line, label: line.label + EVIL }));
  facts[`x${EVIL}`] = EVIL;
  assert.equal(await put(page, home.url, { profile: JSON.stringify({ facts }) }), "ready");
  await clean(page);
  await page.getByRole("button", { name: t.results }).click();
  await page.getByRole("button", { name: "Réponses", exact: false }).first().click();
  assert.match(await page.locator(".answers").innerText(), /<img src=x/);
  await page.getByRole("button", { name: "Résultats", exact: true }).click();
  await page.getByRole("button", { name: t.plan, exact: true }).click();
  await page.locator(".chart").waitFor();
  await clean(page);
  await done();
});

test("a link goes only where a link may go, whatever hands the rules over", async () => {
  const { page, done } = await home.page();
  await page.goto(`${home.url}blank.html`);
  await page.evaluate(async (profile) => {
    const { RuleSet } = await import("/terreau/terreau.js");
    const real = await RuleSet.load(await (await fetch("/rules/rural-fr.json")).text());
    // every address of every answer turned into something that runs
    const turn = (key, value) => (key === "url" ? "javascript:window.hacked=1" : key === "contact" ? "java\nscript:window.hacked=1" : value);
    const rules = new Proxy(real, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? (...given) => JSON.parse(JSON.stringify(value.apply(target, given), turn)) : value;
      },
    });
    const element = document.createElement("terreau-advisor");
    element.setAttribute("as-of", "2026-11-23");
    element.setAttribute("profile", JSON.stringify(profile));
    element.ruleSet = rules;
    document.getElementById("place").append(element);
  }, await persona("boulangerie-cafe-saint-agreve"));
  await page.getByRole("button", { name: t.results }).waitFor();
  await walk(page);
  await clean(page);
  await done();
});

/** Nothing ran, nothing that could run is there, and links are what they may be. */
async function clean(page) {
  const seen = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("terreau-advisor");
    const all = [...shadowRoot.querySelectorAll("*")];
    return {
      hacked: globalThis.hacked ?? null,
      made: all.map((e) => e.localName).filter((name) => ["img", "script", "iframe", "style", "object", "embed", "link"].includes(name)),
      attributes: all.flatMap((e) => e.getAttributeNames()).filter((name) => name.startsWith("on") || name === "style"),
      links: all.filter((e) => e.localName === "a").map((a) => [new URL(a.href).protocol, a.rel]).filter(([to, rel]) => !["http:", "https:", "mailto:", "tel:"].includes(to) || rel !== "noopener noreferrer"),
    };
  });
  assert.deepEqual(seen, { hacked: null, made: [], attributes: [], links: [] });
}
