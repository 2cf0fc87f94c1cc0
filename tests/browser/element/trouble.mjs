// What may go wrong: each gets a clear message in the page's language, and neither the page nor the answers are harmed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { here, root } from "../files.mjs";
import { POLICY, TEXTS, open, persona, picture, profileOf, put as putAny } from "./support.mjs";

const t = TEXTS.fr;
/** The small rule set, but for what needs the large one. */
const put = (page, url, attributes) => putAny(page, url, { src: "/rules/trio.json", ...attributes });
const RURAL = "/rules/rural-fr.json";
const MANY = 33_000_000; // bytes, more than are read
let home;

before(async () => {
  const blank = await readFile(path.join(here, "element/pages/blank.html"));
  const bundle = await readFile(path.join(root, "target/trio.json"), "utf8");
  const bad = {
    "/bad/cut.json": bundle.slice(0, 3000),
    "/bad/html.json": "<!doctype html><title>404</title>",
    "/bad/version.json": bundle.replace(/"terreau_bundle":\d+/, '"terreau_bundle":999'),
    "/mixed/fr.json": bundle,
    "/mixed/en.json": await readFile(path.join(root, "target/rural-fr.en.json"), "utf8"),
    "/bad/changed.json": bundle.replace("Trois dispositifs", "Quatre dispositifs"),
  };
  home = await open({
    more: async (pathname) => {
      if (pathname === "/bad/large.json") return Buffer.alloc(MANY, " ");
      return /^\/no-\w+\.html$/.test(pathname) ? blank : (bad[pathname] ?? null);
    },
    policy: (pathname) => {
      if (pathname === "/no-worker.html") return POLICY.replace("worker-src 'self'", "worker-src 'none'");
      return pathname === "/no-wasm.html" ? POLICY.replace(" 'wasm-unsafe-eval'", "") : POLICY;
    },
  });
});
after(() => home.close());

test("rules packed for each language: another language has its own fetched, and nothing is lost, even where it cannot come", async () => {
  const { page, requests, done } = await home.page({ expected: /ERR_INTERNET_DISCONNECTED/ });
  const alone = () => page.evaluate(() => document.querySelector("terreau-advisor").ruleSet.describe("en").languages);
  const speak = (lang) => page.evaluate((to) => document.querySelector("terreau-advisor").setAttribute("lang", to), lang);
  assert.equal(await put(page, home.url, { src: "/rules/rural-fr.{lang}.json" }), "ready");
  assert.deepEqual(await alone(), ["fr"]);
  await page.evaluate((profile) => (document.querySelector("terreau-advisor").profile = profile), await persona("boulangerie-cafe-saint-agreve"));
  await page.getByRole("button", { name: t.results }).click();
  await page.getByRole("heading", { name: "Vos résultats" }).waitFor();
  const before = await profileOf(page);
  await page.context().setOffline(true);
  await speak("en");
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Your results" }).waitFor();
  assert.deepEqual(await alone(), ["en"]);
  assert.deepEqual(await profileOf(page), before);
  assert.ok(requests.some((url) => url.endsWith("/rules/rural-fr.fr.json")) && requests.some((url) => url.endsWith("/rules/rural-fr.en.json")));
  assert.ok(requests.every((url) => !url.endsWith("/rules/rural-fr.json")));
  await done();
});

test("rules of another version in the other language: the answers are carried over, and that is told", async () => {
  const { page, done } = await home.page();
  await put(page, home.url, { src: "/mixed/{lang}.json", profile: JSON.stringify({ facts: { "applicant.kind": "association" } }) });
  await page.evaluate(() => document.querySelector("terreau-advisor").setAttribute("lang", "en"));
  await page.getByRole("heading", { name: "My answers" }).waitFor();
  await page.locator(".message").getByText("other rules").waitFor();
  assert.deepEqual((await profileOf(page)).facts, { "applicant.kind": "association" });
  await done();
});

const BUNDLES = [
  ["/bad/cut.json", "badRules", /Ces règles ne se lisent pas[\s\S]*E0014/],
  ["/bad/html.json", "badRules", /Ces règles ne se lisent pas/],
  ["/bad/version.json", "badRules", /Ces règles ne se lisent pas/],
  ["/bad/changed.json", "badRules", /empreinte/],
  ["/bad/large.json", "tooLarge", /trop grand \(32 Mo/],
  ["/bad/none.json", "noFetch", /n'ont pas pu être chargées \(404\)/],
  ["", "noSource", /Aucune adresse de règles/],
];

test("bundles cut short, not JSON, of another version, changed, too large, not there: each is told, the page unharmed", async () => {
  const { page, done } = await home.page({ expected: /404/ });
  for (const [src, reason, message] of BUNDLES) {
    assert.equal(await put(page, home.url, { src }), reason, src);
    assert.match(await page.locator("terreau-advisor [role=alert]").innerText(), message);
    assert.equal(await page.locator("#rest").innerText(), "Le reste de la page.");
    if (src === "/bad/cut.json") await picture(page, "bad-rules");
  }
  await page.evaluate(() => document.querySelector("terreau-advisor").setAttribute("src", "/rules/trio.json"));
  await page.getByRole("button", { name: t.start }).waitFor();
  await done();
});

test("a try again is a try again", async () => {
  const { page, done } = await home.page({ expected: /ERR_|Failed/ });
  await page.goto(`${home.url}blank.html`);
  await page.route("**/rules/trio.json", (route) => route.abort());
  assert.equal(await put(page, home.url, { src: "/rules/trio.json" }), "noFetch");
  await page.unroute("**/rules/trio.json");
  await page.getByRole("button", { name: "Réessayer" }).click();
  await page.getByRole("button", { name: t.start }).waitFor();
  await done();
});

test("no WebAssembly, in either language", async () => {
  const { page, done } = await home.page({ init: () => Reflect.deleteProperty(globalThis, "WebAssembly") });
  assert.equal(await put(page, home.url, { lang: "en" }), "noWasm");
  assert.match(await page.locator("terreau-advisor [role=alert]").innerText(), /This browser lacks WebAssembly/);
  await done();
});

test("a policy that forbids WebAssembly", async () => {
  const { page, done } = await home.page({ expected: /wasm|WebAssembly/i });
  await page.goto(`${home.url}no-wasm.html`);
  assert.equal(await put(page, home.url), "noWasm");
  await done();
});

test("a policy that forbids workers: plans are made in the page", async () => {
  const { page, requests, done } = await home.page({ expected: /worker/i });
  await page.goto(`${home.url}no-worker.html`);
  assert.equal(await put(page, home.url, { src: RURAL, profile: JSON.stringify(await persona("boulangerie-cafe-saint-agreve")) }), "ready");
  assert.ok(!requests.some((url) => url.endsWith("worker.js")));
  await page.getByRole("button", { name: t.results }).click();
  await page.getByRole("button", { name: t.plan, exact: true }).click();
  await page.locator(".chart svg").waitFor();
  await done();
});

test("a link whose end is damaged, in several ways: it is told, and one can start without it", async () => {
  const { page, done } = await home.page();
  await page.goto(`${home.url}blank.html#terreau=abc`);
  assert.equal(await put(page, home.url), "ready");
  const message = page.locator(".message", { hasText: "Le lien est abîmé" });
  for (const hash of ["abc", "%3Cscript%3E", "A".repeat(300_000), ""]) {
    await page.evaluate((end) => (location.hash = `#terreau=${end}`), hash);
    await message.waitFor();
    await page.getByRole("button", { name: t.start }).click();
    await page.locator("[data-fact]").first().waitFor();
    assert.equal(await message.isVisible(), false);
    await page.getByRole("button", { name: t.back, exact: true }).click();
  }
  await done();
});

test("a link carries the answers to another page, whole", async () => {
  const { page, done } = await home.page();
  const given = await persona("boulangerie-cafe-saint-agreve");
  assert.equal(await put(page, home.url, { src: RURAL, profile: JSON.stringify(given) }), "ready");
  await page.getByText(t.tools).click();
  await page.getByRole("button", { name: "Copier un lien" }).click();
  const to = await page.getByLabel("Lien à copier").inputValue();
  assert.ok(to.length < 2000, `${to.length} characters`);
  const before = await profileOf(page);
  await page.goto("about:blank");
  await page.goto(to);
  assert.equal(await put(page, home.url, { src: RURAL }), "ready");
  await page.getByRole("heading", { name: "Vos résultats" }).waitFor();
  assert.deepEqual(await profileOf(page), before);
  assert.equal(await page.evaluate(() => location.hash), "", "a new start of the page does not go back to the link");
  await done();
});

test("a file saved for older rules: what changed is told, and nothing else is lost", async () => {
  const { page, done } = await home.page();
  assert.equal(await put(page, home.url), "ready");
  const old = { terreau: 1, rule_set: { id: "trio", version: "2020.1", fingerprint: "0".repeat(64) }, profile: { facts: { "applicant.kind": "association", "applicant.shoe_size": 42 } }, skip: ["no.such.fact"] };
  await page.locator("input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(old)) });
  await page.getByText("enregistré pour d'autres règles").first().waitFor();
  assert.match(await page.locator(".message").innerText(), /applicant\.shoe_size.*\(42\)/);
  assert.deepEqual((await profileOf(page)).facts, { "applicant.kind": "association" });
  await picture(page, "older-rules");
  await done();
});

test("answers that contradict each other: from outside they are shown to be mended, on a page they are refused with the reason", async () => {
  const { page, done } = await home.page();
  const facts = { "applicant.kind": "commune", "structure.legal_form": "sarl", "structure.share_applicant": "80%", "structure.share_family": "10%" };
  assert.equal(await put(page, home.url, { src: RURAL, profile: JSON.stringify({ facts }) }), "ready");
  const message = page.locator(".message", { hasText: "Ces réponses se contredisent" });
  await message.waitFor();
  assert.equal(await message.locator("li").count(), 2);
  assert.deepEqual((await profileOf(page)).facts, facts, "nothing is lost");
  assert.equal(await page.evaluate(() => document.querySelector("terreau-advisor").recommendation), null);
  await picture(page, "contradiction");
  await page.getByRole("button", { name: "Modifier – part du capital de la famille, vous compris" }).click();
  await page.locator("input[type=text]").first().fill("100");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await message.waitFor();
  assert.equal(await message.locator("li").count(), 1);
  await page.getByRole("button", { name: "Modifier – forme juridique" }).click();
  await page.getByLabel("SAS", { exact: true }).check();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.locator(".error", { hasText: "Une commune porte le projet si" }).waitFor();
  await page.getByLabel(t.unknown).check();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByRole("button", { name: "Résultats", exact: true }).click();
  await page.locator("article").first().waitFor();
  await done();
});

test("a file that is no project changes nothing", async () => {
  const { page, done } = await home.page();
  assert.equal(await put(page, home.url, { profile: '{"facts": {"applicant.kind": "association"}}' }), "ready");
  for (const text of ["not json", "[]", "null", '{"profile": 3}', '{"facts": {"applicant.kind": 12}, "surprise": true, "as_of": []}']) {
    await page.locator("input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.locator(".message").waitFor();
  }
  await page.locator("input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("[]") });
  await page.getByText("n'est pas un projet enregistré ici").first().waitFor();
  await done();
});

test("a project to start from that cannot be read", async () => {
  const { page, done } = await home.page({ expected: /404/ });
  assert.equal(await put(page, home.url, { profile: "/bad/none.json" }), "ready");
  await page.getByText("Le projet de départ ne se lit pas").first().waitFor();
  await page.getByRole("button", { name: t.start }).waitFor();
  await done();
});

test("weights that the rules do not have are told", async () => {
  const { page, done } = await home.page();
  assert.equal(await put(page, home.url, { weights: "no_such_preset" }), "badRules");
  assert.match(await page.locator("terreau-advisor [role=alert]").innerText(), /no_such_preset/);
  await done();
});

test("answers are kept in the browser only when asked for, and go when all is deleted", async () => {
  const { page, done } = await home.page();
  assert.equal(await put(page, home.url, { profile: '{"facts": {"applicant.kind": "association"}}' }), "ready");
  const stored = () => page.evaluate(() => Object.keys(localStorage));
  assert.deepEqual(await stored(), []);
  await page.getByText(t.tools).click();
  await page.getByLabel("Garder mes réponses dans ce navigateur").check();
  assert.deepEqual(await stored(), ["terreau:trio"]);
  await page.reload();
  assert.equal(await put(page, home.url), "ready");
  assert.deepEqual((await profileOf(page)).facts, { "applicant.kind": "association" });
  await page.getByText(t.tools).click();
  await page.getByRole("button", { name: "Tout effacer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Annuler" }).click();
  assert.deepEqual((await profileOf(page)).facts, { "applicant.kind": "association" });
  await page.getByRole("button", { name: "Tout effacer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Tout effacer" }).click();
  await page.getByRole("button", { name: t.start }).waitFor();
  assert.deepEqual(await stored(), []);
  assert.deepEqual((await profileOf(page)).facts, {});
  await done();
});

test("answers that came by link, or that the page gives, leave those alone that this browser keeps", async () => {
  const { page, done } = await home.page();
  const given = (kind) => ({ profile: JSON.stringify({ facts: { "applicant.kind": kind } }) });
  const kept = async () => JSON.parse(await page.evaluate(() => localStorage.getItem("terreau:trio"))).profile.facts;
  assert.equal(await put(page, home.url, given("company")), "ready");
  await page.getByText(t.tools).click();
  await page.getByRole("button", { name: "Copier un lien" }).click();
  const link = await page.locator(".shared input").inputValue();
  assert.equal(await put(page, home.url, given("association")), "ready");
  await page.getByText(t.tools).click();
  const box = page.getByLabel("Garder mes réponses dans ce navigateur");
  await box.check();

  await page.goto(`${home.url}blank.html?link${new URL(link).hash}`);
  assert.equal(await put(page, home.url), "ready");
  assert.deepEqual((await profileOf(page)).facts, { "applicant.kind": "company" });
  assert.deepEqual(await kept(), { "applicant.kind": "association" });
  await page.getByText(t.tools).click();
  assert.equal(await box.isChecked(), false, "what is on the page is not what is kept");
  assert.equal(await put(page, home.url, given("company")), "ready");
  await page.evaluate(() => (document.querySelector("terreau-advisor").profile = { facts: { "applicant.kind": "farmer" } }));
  assert.deepEqual(await kept(), { "applicant.kind": "association" });
  // those that are kept, and then others from the page
  assert.equal(await put(page, home.url), "ready");
  await page.evaluate(() => document.querySelector("terreau-advisor").setAttribute("profile", '{"facts": {"applicant.kind": "company"}}'));
  await page.getByText(t.tools).click();
  assert.equal(await box.isChecked(), false);

  await page.goto(`${home.url}blank.html?again`);
  assert.equal(await put(page, home.url), "ready");
  assert.deepEqual((await profileOf(page)).facts, { "applicant.kind": "association" });
  await page.getByText(t.tools).click();
  assert.equal(await box.isChecked(), true);
  // from here on they are kept as they change, until that is taken back
  await page.getByRole("button", { name: t.results }).first().click();
  await page.getByRole("button", { name: /^Réponses/ }).click();
  await page.getByRole("button", { name: /^Modifier – / }).first().click();
  await page.locator("input[value=company]").check();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  assert.deepEqual(await kept(), { "applicant.kind": "company" });
  await page.getByText(t.tools).click();
  await box.uncheck();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await done();
});

test("a browser that refuses to keep anything says so, and the answers stay", async () => {
  const { page, done } = await home.page({
    init: () => Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } }),
  });
  assert.equal(await put(page, home.url, { profile: '{"facts": {"applicant.kind": "association"}}' }), "ready");
  await page.getByText(t.tools).click();
  await page.getByLabel("Garder mes réponses dans ce navigateur").click();
  await page.getByText("Ce navigateur refuse de garder vos réponses").first().waitFor();
  assert.deepEqual((await profileOf(page)).facts, { "applicant.kind": "association" });
  await done();
});
