// The rules as visitors see them, beside the rules: the portals' element over what the author has written, with the profile to try.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { answer, idle, open, rule, show, write } from "./support.mjs";

const SCHEME = "rural-fr/schemes/social_relief/acre.yaml";
let home;
before(async () => (home = await open()));
after(() => home.close());

/** What the element holds, and says of it. */
const seen = (page) =>
  page.evaluate(() => {
    const { profile, recommendation, lang } = document.querySelector("terreau-advisor");
    return { profile, lang, list: recommendation.schemes.map(({ scheme, title, verdict, score, place }) => ({ scheme, title, verdict, score, place })) };
  });

/** The profile as the engine reads what the preview hands over. */
async function handedOver(page) {
  await page.evaluate(() => delete globalThis.answers.recommend);
  await page.locator('[data-at="take-answers"]').click();
  await page.waitForFunction(() => globalThis.answers.recommend);
  await page.getByText("Le profil se lit bien.").waitFor();
  return (await answer(page, "recommend")).profile;
}

const ready = (page) => page.locator("terreau-advisor .start").waitFor();

test("the preview shows what the result says; it follows language and day at once, rules and profile when asked to", async () => {
  const { page, done } = await home.atelier();
  await page.locator("#tab-preview").click();
  await ready(page);
  const tried = await answer(page, "recommend");
  const first = await seen(page);
  assert.ok(Object.keys(first.profile.facts).length > 10);
  assert.deepEqual(first.profile.facts, tried.profile.facts);
  assert.deepEqual(first.list, tried.report.schemes.map(({ scheme, title, verdict, score, place }) => ({ scheme, title, verdict, score, place })));
  assert.equal(await page.locator('[data-at="renew"]').count(), 0, "nothing to take over");

  await page.getByRole("button", { name: "English" }).click();
  await idle(page);
  const english = await seen(page);
  assert.equal(english.lang, "en");
  assert.deepEqual(english.list.map(({ title }) => title), (await answer(page, "recommend")).report.schemes.map(({ title }) => title));
  await page.getByRole("button", { name: "Français" }).click();
  await page.locator("#day").fill("2024-01-15");
  await idle(page);
  assert.deepEqual((await seen(page)).list.map(({ verdict }) => verdict), (await answer(page, "recommend")).report.schemes.map(({ verdict }) => verdict));

  // rules are taken over when the author says so; while they are broken, the last ones that worked stay
  await show(page, SCHEME);
  const text = await rule(SCHEME);
  const renamed = text.replace(/^title:.*$/m, 'title: {fr: "Une autre aide", en: "Another aid"}');
  await write(page, renamed);
  const title = async () => (await seen(page)).list.find(({ scheme }) => scheme === "acre").title;
  assert.notEqual(await title(), "Une autre aide");
  await page.locator('[data-at="renew"]').click();
  await page.locator('[data-at="renew"]').waitFor({ state: "detached" });
  await ready(page);
  assert.equal(await title(), "Une autre aide");
  await write(page, `${renamed}knid: x\n`);
  await page.getByText("ce qui suit date d'avant").waitFor();
  assert.equal(await page.locator('[data-at="renew"]').count(), 0);
  assert.equal(await title(), "Une autre aide");
  await done();
});

test("answers that are given in the preview become the profile to try, and go on when the rules change", async () => {
  const { page, done } = await home.atelier();
  await page.locator("#tab-profile").click();
  await write(page, "facts: {}\n", ".profile-host");
  await page.locator("#tab-preview").click();
  await ready(page);
  assert.deepEqual((await seen(page)).profile, { facts: {}, declared: {} });
  const visitor = page.locator("terreau-advisor");
  await visitor.getByRole("button", { name: "Commencer" }).click();
  await visitor.locator('[data-fact="applicant.kind"] input[value=association]').check();
  await visitor.getByRole("button", { name: "Continuer", exact: true }).click();
  const told = { "applicant.kind": "association" };
  assert.deepEqual((await seen(page)).profile.facts, told);

  await show(page, SCHEME);
  await write(page, (await rule(SCHEME)).replace(/^title:.*$/m, 'title: {fr: "Une autre aide", en: "Another aid"}'));
  await page.locator('[data-at="renew"]').click();
  await page.locator('[data-at="renew"]').waitFor({ state: "detached" });
  await ready(page);
  assert.deepEqual((await seen(page)).profile.facts, told, "nothing that was answered is lost");

  assert.deepEqual((await handedOver(page)).facts, told);
  assert.equal((await page.locator(".profile-host .cm-content").innerText()).trim(), "facts:\n  applicant.kind: association");
  // what stood there before can be taken back, and so can what a persona put in its place
  const written = async () => (await page.locator(".profile-host .cm-content").innerText()).trim();
  const undo = async () => {
    await page.locator(".profile-host .cm-content").focus();
    await page.keyboard.press("ControlOrMeta+z");
  };
  await undo();
  assert.equal(await written(), "facts: {}");
  await page.locator("#persona").selectOption({ label: "Boulangerie-café à Saint-Agrève" });
  assert.match(await written(), /applicant\.kind: individual/);
  await undo();
  assert.equal(await written(), "facts: {}");
  assert.equal(await page.locator("#persona").inputValue(), "");
  // what a whole project tells can be written down and read again, whatever its values are
  await page.locator("#persona").selectOption({ label: "Boulangerie-café à Saint-Agrève" });
  await page.waitForFunction(() => globalThis.answers.recommend.profile.facts["finance.budget"]);
  const whole = (await answer(page, "recommend")).profile;
  await page.locator("#tab-preview").click();
  await page.locator('[data-at="renew"]').waitFor({ state: "detached" });
  await ready(page);
  assert.deepEqual((await handedOver(page)).facts, whole.facts);
  await done();
});
