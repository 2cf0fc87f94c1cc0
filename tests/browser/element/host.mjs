// What a page can set and hear: attributes, properties, events, parts, custom properties, slots.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { TEXTS, open, persona, profileOf, put } from "./support.mjs";

let home;
/** A name for a code that the rules do not list, and another for one that they do. */
const CODES = { naf: [["10.71C", { fr: "Boulangerie de quartier", en: "Corner bakery" }]] };
before(async () => (home = await open({ more: async (pathname) => (pathname === "/more.json" ? JSON.stringify(CODES) : null) })));
after(() => home.close());
const SMALL = { src: "/rules/trio.json" };

test("events tell what changed, and hand out copies", async () => {
  const { page, done } = await home.page();
  await page.goto(`${home.url}blank.html`);
  await page.evaluate(() => {
    globalThis.heard = [];
    for (const name of ["ready", "change", "recommend"]) document.addEventListener(`terreau-${name}`, ({ detail }) => globalThis.heard.push([name, detail]));
  });
  await put(page, home.url, SMALL);
  await page.getByRole("button", { name: TEXTS.fr.start }).click();
  const key = await page.locator("[data-fact]").first().getAttribute("data-fact");
  await page.locator("[data-fact]").first().getByLabel(TEXTS.fr.unknown).check();
  await page.getByRole("button", { name: TEXTS.fr.next }).click();
  await page.waitForFunction(() => globalThis.heard.filter(([name]) => name === "recommend").length === 2);
  const heard = await page.evaluate(() => globalThis.heard);
  assert.equal(heard[0][0], "ready");
  assert.match(heard[0][1].ruleSet.fingerprint, /^[0-9a-f]{64}$/);
  const change = heard.find(([name]) => name === "change")[1];
  assert.ok(change.keys.includes(key));
  const { recommendation } = heard.find(([name]) => name === "recommend")[1];
  assert.equal(recommendation.schemes.length, 3);
  // a page that changes what it was given changes nothing here
  assert.deepEqual(await page.evaluate(() => {
    const element = document.querySelector("terreau-advisor");
    element.profile.facts["applicant.kind"] = "association";
    element.recommendation.schemes.length = 0;
    return [element.profile.facts, element.recommendation.schemes.length];
  }), [{}, 3]);
  await done();
});

test("where there is a worker, the list is worked out in it: a click does not hold up the page", async () => {
  const { page, done } = await home.page();
  assert.equal(await put(page, home.url), "ready");
  await page.evaluate(() => {
    const element = document.querySelector("terreau-advisor");
    element.ruleSet.recommend = () => { throw new Error("worked out in the page"); };
    element.addEventListener("terreau-recommend", ({ detail }) => (globalThis.listed = detail.recommendation.schemes.length));
  });
  await page.getByRole("button", { name: TEXTS.fr.start }).click();
  await page.locator(".so-far li").nth(2).waitFor();
  assert.equal(await page.evaluate(() => globalThis.listed), await page.evaluate(() => document.querySelector("terreau-advisor").recommendation.schemes.length));
  await done();
});

test("language, day and weights follow the attributes; the language of the page is the default", async () => {
  const { page, done } = await home.page();
  await put(page, home.url, SMALL);
  await page.getByRole("heading", { name: "Quelles aides pour votre projet" }).waitFor();
  await page.evaluate(() => document.querySelector("terreau-advisor").setAttribute("lang", "en"));
  await page.getByRole("heading", { name: "Which support for your project?" }).waitFor();
  await page.evaluate(() => document.querySelector("terreau-advisor").setAttribute("as-of", "2027-03-01"));
  await page.getByText("as of 1 March 2027").waitFor();
  const weights = await page.evaluate(() => {
    const element = document.querySelector("terreau-advisor");
    element.setAttribute("weights", '{"money": 1000, "cash": 0, "months": 0, "lightness": 0, "support": 0, "fit": 0, "certainty": 0}');
    return element.recommendation.weights;
  });
  assert.equal(weights.lines.money, 1000);
  await done();
});

test("codes are found by the names that the rules give, and by those of the page", async () => {
  const { page, done } = await home.page();
  await put(page, home.url, { src: "/rules/rural-fr.json", codes: "/more.json", lang: "en", mode: "all" });
  await page.getByRole("button", { name: TEXTS.en.start }).click();
  for (const summary of await page.locator("details.topic > summary").all()) await summary.click();
  const place = page.locator('[data-fact="territory.place"]');
  await place.getByRole("searchbox").fill("ardec");
  await place.getByLabel("Ardèche (Auvergne-Rhône-Alpes, dep-07)").check();
  const activity = page.locator('[data-fact="project.activity"]');
  await activity.getByRole("searchbox").fill("corner");
  await activity.getByLabel(/Corner bakery \(.*10\.71C\)/).check();
  await done();
});

test("rules that the page loaded itself, a profile, slots, parts and custom properties", async () => {
  const { page, done } = await home.page();
  await page.goto(`${home.url}blank.html`);
  await page.evaluate(async () => {
    const { RuleSet } = await import("/terreau/terreau.js");
    const element = document.createElement("terreau-advisor");
    element.ruleSet = await RuleSet.load(await (await fetch("/rules/trio.json")).text());
    element.innerHTML = '<h2 slot="title">Notre titre</h2><p slot="footer">Notre pied de page</p>';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("terreau-advisor { --terreau-accent: rgb(1, 2, 3); } terreau-advisor::part(primary) { text-transform: uppercase; }");
    document.adoptedStyleSheets = [sheet];
    document.getElementById("place").append(element);
  });
  const button = page.getByRole("button", { name: TEXTS.fr.start });
  await button.waitFor();
  assert.ok(await page.getByRole("heading", { name: "Notre titre" }).isVisible());
  assert.ok(await page.getByText("Notre pied de page").isVisible());
  const style = await button.evaluate((b) => [getComputedStyle(b).backgroundColor, getComputedStyle(b).textTransform]);
  assert.deepEqual(style, ["rgb(1, 2, 3)", "uppercase"]);
  await page.evaluate(() => (document.querySelector("terreau-advisor").profile = { facts: { "applicant.kind": "association" } }));
  await page.getByRole("button", { name: "Reprendre" }).waitFor();
  await done();
});

test("moved or taken out, the element comes back as it was", async () => {
  const { page, done } = await home.page();
  await put(page, home.url, { ...SMALL, profile: '{"facts": {"applicant.kind": "association"}}' });
  const facts = await page.evaluate(async () => {
    const element = document.querySelector("terreau-advisor");
    element.remove();
    await new Promise((passed) => setTimeout(passed, 50));
    document.getElementById("place").append(element);
    return element.profile.facts;
  });
  assert.deepEqual(facts, { "applicant.kind": "association" });
  await page.getByRole("button", { name: TEXTS.fr.results }).click();
  await page.locator(".change, .later p:not(.help)").first().waitFor();
  await done();
});

test("what a number or a date cannot be is told at its field, and nothing is taken", async () => {
  const { page, done } = await home.page();
  await put(page, home.url, { mode: "all" });
  await page.getByRole("button", { name: TEXTS.fr.start }).click();
  await page.locator("summary", { hasText: "L'argent" }).click();
  const funds = page.locator('[data-fact="finance.own_funds"]');
  const save = page.locator("details[open] button[type=submit]");
  for (const [said, message] of [["12.500", /Écrivez un nombre/], ["douze", /Écrivez un nombre/], ["900000000000", /hors des bornes/]]) {
    await funds.locator("input[type=text]").first().fill(said);
    await save.click();
    assert.match(await funds.locator(".error").innerText(), message, said);
    assert.equal(await funds.locator("input[type=text]").first().getAttribute("aria-invalid"), "true");
  }
  assert.deepEqual(await page.evaluate(() => document.querySelector("terreau-advisor").profile.facts), {});
  await funds.getByRole("button", { name: "Je ne connais pas le chiffre exact" }).click();
  await funds.getByLabel("Au moins").fill("10k");
  await funds.getByLabel("Au plus").fill("15 000,50 €");
  await save.click();
  await page.getByText("Une réponse donnée").first().waitFor();
  assert.deepEqual(await page.evaluate(() => document.querySelector("terreau-advisor").profile.facts), { "finance.own_funds": { from: "10000", to: "15000.5" } });
  await done();
});

test("a criterion that the applicant declares is answered from its scheme, and so is what a scheme waits for", async () => {
  const { page, done } = await home.page();
  await put(page, home.url, { profile: JSON.stringify(await persona("boulangerie-cafe-saint-agreve")) });
  await page.getByRole("button", { name: TEXTS.fr.results }).click();
  await page.getByRole("button", { name: /^Montrer les/ }).click();
  const leader = page.locator('article[data-scheme="leader-aura"]');
  await leader.locator(".more > summary").click();
  await leader.getByRole("button", { name: "Répondre – Vous pouvez avancer toutes les dépenses jusqu'au versement" }).click();
  await page.getByLabel("Oui", { exact: true }).check();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  assert.deepEqual((await profileOf(page)).declared, { "leader-aura/can-prefinance": true });
  await page.getByRole("button", { name: /^Montrer les/ }).click();
  await leader.locator(".more > summary").click();
  await leader.getByRole("button", { name: "Préciser cette aide" }).click();
  await page.locator("[data-fact]").first().waitFor();
  await page.getByRole("button", { name: /^Réponses/ }).click();
  await page.locator(".rows", { hasText: "Vous pouvez avancer toutes les dépenses jusqu'au versement" }).waitFor();
  await done();
});

test("a plan without a source is another plan, and the way back leads to the first", async () => {
  const { page, done } = await home.page();
  await put(page, home.url, { profile: JSON.stringify(await persona("boulangerie-cafe-saint-agreve")) });
  await page.getByRole("button", { name: TEXTS.fr.results }).click();
  await page.getByRole("button", { name: TEXTS.fr.plan, exact: true }).click();
  const sources = async () => {
    await page.locator(".section .later:not([aria-busy]) .sources").first().waitFor();
    return page.locator(".sources").first().locator("h5").allInnerTexts();
  };
  const best = await sources();
  await page.getByRole("button", { name: "Sans cette source – Prêt d'honneur Initiative France" }).click();
  await page.locator(".callout", { hasText: "sans Prêt d'honneur Initiative France" }).waitFor();
  assert.ok(!(await sources()).includes("Prêt d'honneur Initiative France"));
  assert.match(await page.locator(".section").innerText(), /29\s400\s€/);
  await page.getByRole("button", { name: "Revenir au meilleur plan" }).click();
  await page.locator(".callout", { hasText: "sans Prêt" }).waitFor({ state: "detached" });
  assert.deepEqual(await sources(), best);
  await done();
});
