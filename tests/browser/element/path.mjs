// A person's way from the first question to a saved plan: in French by mouse, in English by keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { answer, answerPage, asked } from "./answers.mjs";
import { TEXTS, accessible, focused, open, persona, picture, profileOf, put } from "./support.mjs";

const MOST = 90; // pages, more than there are questions
let home;
before(async () => (home = await open()));
after(() => home.close());

test("by mouse, in French: all questions, the advice, the plan, a file that holds what was told", async () => {
  const { page, done } = await home.page();
  const { facts } = await persona("boulangerie-cafe-saint-agreve");
  const t = TEXTS.fr;
  assert.equal(await put(page, home.url, { top: "1" }), "ready");
  await page.getByRole("button", { name: t.start }).click();
  const told = new Set();
  let pages = 0;
  for (; pages < MOST && (await page.locator("[data-fact]").count()) > 0; pages++) {
    if (pages === 3) await picture(page, "question-fr");
    for (const key of await answerPage(page, facts, "fr")) told.add(key);
  }
  assert.ok(pages < MOST, "the questions never end");
  await picture(page, "stopped-fr");
  const given = Object.keys(facts).filter((key) => told.has(key));
  assert.ok(given.length > 15, `only ${given} were asked`);
  assert.deepEqual(Object.keys((await profileOf(page)).facts).sort(), given.sort());

  await page.getByRole("button", { name: t.results }).first().click();
  await page.getByRole("button", { name: t.plan, exact: true }).click();
  await page.locator(".chart svg").waitFor();
  assert.match(await page.locator(".section").innerText(), /108\s500\s€/);
  await picture(page, "plan-fr");

  await page.getByText(t.tools).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: t.save }).click()]);
  const saved = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.deepEqual(saved.profile, await profileOf(page));
  assert.match(saved.rule_set.fingerprint, /^[0-9a-f]{64}$/);
  await done();
});

test("a plan says what it lacks, asks for it, and is there once that is told", async () => {
  const { page, done } = await home.page();
  const { facts } = await persona("boulangerie-cafe-saint-agreve");
  const lacking = ["finance.budget", "project.start"];
  const rest = Object.fromEntries(Object.entries(facts).filter(([key]) => !lacking.includes(key)));
  assert.equal(await put(page, home.url, { profile: JSON.stringify({ facts: rest }) }), "ready");
  await page.getByRole("button", { name: TEXTS.fr.results }).first().click();
  await page.getByRole("button", { name: TEXTS.fr.plan, exact: true }).click();
  const settled = page.locator(".section .later:not([aria-busy])");
  for (const left of [2, 1]) {
    await settled.waitFor();
    assert.equal(await settled.locator(".figures").count(), 0);
    assert.equal(await settled.locator("li button").count(), left);
    if (left === 2) await picture(page, "plan-lacks-fr");
    await settled.locator("li button").first().click();
    const [key] = await asked(page);
    assert.ok(lacking.includes(key), key);
    await answer(page, key, facts[key], "fr");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  }
  await page.locator(".chart svg").waitFor();
  assert.match(await page.locator(".section").innerText(), /108\s500\s€/);
  await done();
});

test("by keyboard alone, in English: questions, back, a change, the advice, the plan, a file", async () => {
  const { page, done } = await home.page({ locale: "en-GB" });
  const t = TEXTS.en;
  const { facts } = await persona("boulangerie-cafe-saint-agreve");
  // what the keyboard path does not type is given to start from
  const { "applicant.kind": _, ...rest } = facts;
  assert.equal(await put(page, home.url, { lang: "en", profile: JSON.stringify({ facts: rest }) }), "ready");

  await press(page, "Go on", "Enter");
  assert.deepEqual(await asked(page), ["applicant.kind"]);
  const first = await focused(page);
  assert.equal(first.tag, "h2", "the question takes the focus");
  await press(page, "individual or sole trader", " ");
  await press(page, t.next, "Enter");
  assert.equal((await profileOf(page)).facts["applicant.kind"], "individual");

  // one page further and back again, where the answer stands
  assert.notDeepEqual(await asked(page), ["applicant.kind"]);
  await press(page, t.back, "Enter");
  assert.deepEqual(await asked(page), ["applicant.kind"]);
  assert.equal(await page.locator("input:checked").inputValue(), "individual");
  await press(page, t.next, "Enter");

  // nothing told is no answer, and says so where the focus is
  const [key] = await asked(page);
  await press(page, t.next, "Enter");
  assert.equal(await page.locator(`[data-fact="${key}"] .error`).innerText(), "Answer, or choose “I don't know”.");
  await press(page, t.unknown, " ");
  await press(page, t.next, "Enter");
  assert.notDeepEqual(await asked(page), [key], "what is not known is not asked again");

  await press(page, "Results", "Enter");
  assert.equal((await focused(page)).text, "Your results");
  await press(page, t.plan, "Enter");
  await page.locator(".chart svg").waitFor();
  await press(page, t.tools, "Enter");
  const download = page.waitForEvent("download");
  await press(page, t.save, "Enter");
  const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
  assert.equal(saved.profile.facts["applicant.kind"], "individual");
  assert.deepEqual(saved.skip, [key]);
  await done();
});

test("what was applied for already: the day is told, refused, kept with the answers, and taken back", async () => {
  const { page, done } = await home.page();
  const given = await persona("boulangerie-cafe-saint-agreve");
  assert.equal(await put(page, home.url, { profile: JSON.stringify(given) }), "ready");
  await page.getByRole("button", { name: TEXTS.fr.results }).first().click();
  const card = page.locator("article").first();
  const scheme = await card.getAttribute("data-scheme");
  await card.locator("details.more > summary").click();
  const form = card.locator("form");
  const fill = async (day, month, year) => {
    await form.getByLabel("Jour").fill(day);
    await form.getByLabel("Mois").selectOption(month);
    await form.getByLabel("Année").fill(year);
    await form.getByRole("button").click();
  };
  await fill("", "3", "2026");
  assert.match(await form.getByRole("alert").innerText(), /date qui existe/);
  await fill("30", "2", "2026");
  assert.match(await form.getByRole("alert").innerText(), /2026-02-30/);
  assert.equal((await profileOf(page)).filed, undefined);
  await accessible(page, "filing");
  await fill("3", "3", "2026");
  await card.getByText("Déposée le 3 mars 2026").first().waitFor();
  assert.deepEqual((await profileOf(page)).filed, { [scheme]: "2026-03-03" });
  assert.equal((await focused(page)).tag, "h5");
  const judged = await page.evaluate((id) => document.querySelector("terreau-advisor").recommendation.schemes.find((s) => s.scheme === id).window.application_date, scheme);
  assert.equal(judged, "2026-03-03");
  await page.getByRole("button", { name: /^Réponses/ }).click();
  await page.getByRole("heading", { name: "Demande déjà déposée" }).waitFor();
  await picture(page, "filed");
  await accessible(page, "filed");
  await page.getByRole("button", { name: /^Pas encore déposée/ }).click();
  assert.equal((await profileOf(page)).filed, undefined);
  assert.equal(await page.getByRole("heading", { name: "Demande déjà déposée" }).count(), 0);
  await done();
});

/** Goes to what bears this text by Tab and arrows, and presses a key on it. */
async function press(page, text, key) {
  for (let i = 0; i < 120; i++) {
    const at = await focused(page);
    if (at.text === text) return page.keyboard.press(key);
    const within = at.type === "radio" && (await page.locator("input[type=radio]:focus").count()) > 0;
    await page.keyboard.press(within && key === " " ? "ArrowDown" : "Tab");
    if (within && key === " " && (await focused(page)).text === text) return;
  }
  assert.fail(`“${text}” cannot be reached by keyboard`);
}
