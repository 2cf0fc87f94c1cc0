// Every state of the element as people meet it: no fault that axe knows, by day and by night; nothing to scroll sideways at 320
// pixels, which is 400 % of 1280; paper; and a picture of each, kept in target/screens.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { TEXTS, accessible, narrow, open, persona, picture, profileOf, put, screens, whole } from "./support.mjs";

const t = TEXTS.fr;
const SECTIONS = { schemes: "Aides", plan: "Plan de financement", roadmap: "Feuille de route", help: "Qui peut aider", sheets: "Ils l'ont fait", notice: "Comment c'est calculé" };
/** A fact of each type that people answer. */
const FIELDS = ["applicant.kind", "project.sectors", "applicant.birth_date", "territory.place", "finance.budget", "finance.revenue", "finance.own_funds", "project.first_commitment", "structure.share_applicant"];
let home;
let profile;
before(async () => {
  home = await open();
  profile = JSON.stringify(await persona("boulangerie-cafe-saint-agreve"));
});
after(() => home.close());

/** Goes through the states, and hands each to `look`. */
async function states(page, look) {
  assert.equal(await put(page, home.url), "ready");
  await look("start");
  await page.getByRole("button", { name: t.start }).click();
  await page.locator(".so-far-list:not([aria-busy])").waitFor();
  await page.getByText("Pourquoi cette question").click();
  await look("question");
  await page.getByRole("button", { name: t.next, exact: true }).click();
  await look("mistake");
  await page.evaluate((given) => (document.querySelector("terreau-advisor").profile = JSON.parse(given)), profile);
  for (const [name, title] of Object.entries(SECTIONS)) {
    await page.getByRole("button", { name: title, exact: true }).click();
    await page.locator(".section [aria-busy]").waitFor({ state: "detached" });
    if (name === "schemes") await unfold(page);
    await page.evaluate(() => {
      for (const one of document.querySelector("terreau-advisor").shadowRoot.querySelectorAll(".section .sheet, .section section > details:not(.group), .section article:first-child details")) one.open = true;
    });
    await look(name);
  }
  await page.getByRole("button", { name: /^Réponses/ }).click();
  await page.getByText(t.tools).click();
  await look("answers");
  for (const key of FIELDS) {
    await change(page, key);
    await look(`field-${key.split(".")[1]}`);
  }
  await page.getByText(t.tools).click();
  await page.getByRole("button", { name: "Tout effacer" }).click();
  await look("wipe");
}

/** Opens a scheme of each verdict. */
async function unfold(page) {
  await page.locator("details.group > summary").first().click();
  for (const verdict of ["eligible", "conditional", "undetermined", "ineligible"]) {
    await page.locator(`article:has(.verdict.${verdict}) .more > summary`).first().click();
  }
  await page.locator(".section [aria-busy]").waitFor({ state: "detached" });
}

/** The page on which one answer is changed. */
async function change(page, key) {
  if (!(await page.locator(".answers").count())) await page.getByRole("button", { name: /^Réponses/ }).click();
  const label = await page.evaluate((fact) => document.querySelector("terreau-advisor").ruleSet.describe("fr").facts.find((f) => f.fact === fact).label, key);
  await page.getByRole("button", { name: `Modifier – ${label}`, exact: true }).click();
}

/** States that are pictured by night and on a phone too: those with colours and widths of their own. */
const NIGHT = ["start", "question", "mistake", "schemes", "plan", "roadmap", "answers", "wipe"];

/** Those that a wide screen could leave half empty. */
const WIDE = ["start", "question", "plan"];

test("every state: axe finds nothing, by day and by night, and at 320 pixels nothing scrolls sideways; labels are whole words", async () => {
  const { page, done } = await home.page();
  const wide = page.viewportSize();
  await states(page, async (state) => {
    await picture(page, state);
    await accessible(page, state);
    await whole(page, state);
    if (NIGHT.includes(state)) {
      await page.emulateMedia({ colorScheme: "dark" });
      await picture(page, `night-${state}`);
      await accessible(page, `${state} by night`, ["color-contrast"]);
      await page.emulateMedia({ colorScheme: "light" });
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await narrow(page, state);
    await whole(page, `${state} on a phone`);
    if (NIGHT.includes(state) || state === "field-budget") await picture(page, `phone-${state}`);
    if (WIDE.includes(state)) {
      await page.setViewportSize({ width: 1920, height: 900 });
      await picture(page, `wide-${state}`);
    }
    await page.setViewportSize(wide);
  });
  await done();
});

test("with forced colours and reduced motion", async () => {
  const { page, done } = await home.page({ forcedColors: "active", reducedMotion: "reduce" });
  assert.equal(await put(page, home.url, { profile }), "ready");
  await page.getByRole("button", { name: t.results }).click();
  await picture(page, "forced-colours");
  const moving = await page.evaluate(() => [...document.querySelector("terreau-advisor").shadowRoot.querySelectorAll("*")].filter((e) => getComputedStyle(e).transitionDuration !== "0s").length);
  assert.equal(moving, 0);
  await done();
});

test("on paper: the whole advice, opened, and the screen as it was afterwards", async () => {
  const { page, done } = await home.page();
  assert.equal(await put(page, home.url, { profile }), "ready");
  await page.getByRole("button", { name: t.results }).click();
  await page.getByRole("button", { name: SECTIONS.plan, exact: true }).click();
  await page.locator(".chart").waitFor();
  const shown = await page.locator(".section").innerText();
  // printing is what the button ends with, once all is worked out
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)));
  await page.getByText(t.tools).click();
  await page.getByRole("button", { name: "Imprimer" }).click();
  await page.waitForFunction(() => globalThis.printed);
  await page.emulateMedia({ media: "print" });
  await page.locator(".paper").waitFor();
  for (const title of Object.values(SECTIONS)) assert.equal(await page.locator(".paper h3", { hasText: title }).count(), 1, title);
  assert.equal(await page.locator(".paper details:not([open])").count(), 0);
  assert.equal(await page.locator(".paper [aria-busy]").count(), 0);
  const { counts, schemes } = await page.evaluate(() => document.querySelector("terreau-advisor").recommendation);
  assert.equal(await page.locator(".paper article[data-scheme]").count(), counts.now + counts.later);
  const text = await page.locator(".paper").innerText();
  for (const { title } of schemes) assert.ok(text.includes(title.replaceAll(" :", "\u00a0:")), title);
  assert.equal(await page.locator(".tools").isVisible(), false);
  await page.setViewportSize({ width: 718, height: 1000 }); // a sheet of A4 between its margins
  const cut = await page.locator(".paper .scroll").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.getAttribute("aria-label")));
  assert.deepEqual(cut, [], "tables that paper would cut");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.pdf({ path: `${screens}/paper.pdf`, format: "A4", margin: { top: "15mm", bottom: "15mm", left: "12mm", right: "12mm" } });
  await page.emulateMedia({ media: "screen" });
  await page.locator(".paper").waitFor({ state: "detached" });
  assert.equal(await page.locator(".section").innerText(), shown);
  await done();
});

test("all at once: topics, fields of every fact, and answers saved", async () => {
  const { page, done } = await home.page();
  assert.equal(await put(page, home.url, { mode: "all" }), "ready");
  await page.getByRole("button", { name: t.start }).click();
  await page.locator("summary", { hasText: "L'argent" }).click();
  await page.locator('[data-fact="finance.own_funds"] input[type=text]').first().fill("12 500,50");
  await page.getByText("Compris : 12 500,50 €").waitFor();
  // what a person may prefer to keep is marked so, and nothing else
  await page.locator("summary", { hasText: "Vous" }).first().click();
  const sensitive = await page.evaluate(() => document.querySelector("terreau-advisor").ruleSet.describe("fr").facts.filter((f) => f.sensitive && !f.derived).map(({ fact }) => fact));
  assert.ok(sensitive.includes("applicant.gender"));
  const marked = page.locator("[data-fact]", { hasText: "vous êtes libre de ne pas répondre" });
  assert.deepEqual((await marked.evaluateAll((all) => all.map((one) => one.dataset.fact))).sort(), sensitive.filter((fact) => fact.startsWith("applicant.")).sort());
  await page.locator("summary", { hasText: "Vous" }).first().click();
  await picture(page, "all");
  await accessible(page, "all");
  await page.locator("details[open] button[type=submit]").click();
  await page.getByText("Une réponse donnée").first().waitFor();
  assert.deepEqual((await profileOf(page)).facts, { "finance.own_funds": "12500.5" });
  await done();
});
