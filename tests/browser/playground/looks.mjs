// Every state as people meet it: nothing that axe finds, in both languages, and by night (colours are the same in both); nothing to scroll sideways at 320 pixels,
// which is 400 % of 1280; the keyboard alone; and a picture of each state, kept in target/screens.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { accessible, focused, narrow } from "../element/support.mjs";
import { content, idle, open, picture, rule, show, write } from "./support.mjs";

const SCHEME = "rural-fr/schemes/social_relief/acre.yaml";
let home;
before(async () => (home = await open()));
after(() => home.close());

/** Goes through the states, and hands each to `look`. @param {import("playwright-core").Page} page */
async function states(page, look) {
  await look("problems");
  await show(page, SCHEME);
  for (const tab of ["examples", "profile", "result"]) {
    await page.locator(`#tab-${tab}`).click();
    await look(tab);
  }
  await page.locator("#tab-preview").click();
  await page.locator("terreau-advisor .start").waitFor();
  await look("preview");
  await page.locator("#tab-problems").click();
  await write(page, (await rule(SCHEME)).replace("unconfirmed:", "unconfirmd:"));
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  await look("broken");
  await page.locator("article.finding button").last().click();
  await page.locator(".about").waitFor();
  await look("help");
  await content(page).focus();
  await page.keyboard.press("Control+f");
  await page.locator(".editor-host .cm-search").waitFor();
  await look("search");
  await page.keyboard.press("Escape");
  await page.locator('[data-at="new"]').click();
  await page.locator("#new-id").fill("No");
  await page.locator("dialog [type=submit]").click();
  await page.locator(".form-error:not(:empty)").waitFor();
  await look("new");
  await page.keyboard.press("Escape");
  await page.locator('[data-at="share"]').click();
  await look("share");
  await page.keyboard.press("Escape");
  await page.locator('[data-at="remove"]').click();
  await look("removed");
  await page.locator("#find").fill("leader");
  await look("found");
}

/** States with colours of their own: pictured by night and on a phone too. */
const NIGHT = ["problems", "examples", "result", "preview", "broken", "help", "share", "removed"];

for (const lang of ["fr", "en"]) {
  test(`every state in ${lang}: axe finds nothing, and in French by night too; on a phone nothing scrolls sideways`, async () => {
    const { page, done } = await home.atelier({ locale: lang === "fr" ? "fr-FR" : "en-GB" });
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    const wide = page.viewportSize();
    await states(page, async (state) => {
      await idle(page);
      await accessible(page, state);
      // three columns, each with its own way down
      assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), `${state}: the page scrolls`);
      if (lang !== "fr") return;
      await picture(page, state);
      if (NIGHT.includes(state)) {
        await page.emulateMedia({ colorScheme: "dark" });
        await picture(page, `night-${state}`);
        await accessible(page, `${state} by night`, ["color-contrast"]);
        await page.emulateMedia({ colorScheme: "light" });
      }
      await page.setViewportSize({ width: 320, height: 640 });
      await narrow(page, state);
      if (NIGHT.includes(state)) await picture(page, `phone-${state}`);
      await page.setViewportSize(wide);
    });
    await done();
  });
}

test("on a phone the list of files makes room for the file that is chosen, and the panel comes into sight", async () => {
  const { page, done } = await home.atelier({ viewport: { width: 360, height: 700 }, reducedMotion: "reduce" });
  assert.equal(await page.locator(".files[open]").count(), 0);
  await page.locator(".files > summary").click();
  await page.locator("#find").fill("acre");
  await page.locator(`[data-key="${SCHEME}"]`).click();
  await page.locator(`.path code:text-is("${SCHEME}")`).waitFor();
  assert.equal(await page.locator(".files[open]").count(), 0);
  await page.locator("#tab-result").click();
  await page.locator("article.scheme").waitFor();
  await accessible(page, "phone");
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).transitionDuration !== "0s").length);
  assert.equal(moving, 0);
  await done();
});

test("by the keyboard alone: into the editor and out of it, to a problem, its page, the tabs and a new scheme", async () => {
  const { page, done } = await home.atelier();
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const until = async (what, wanted, key = "Tab", most = 40) => {
    for (let i = 0; i < most; i++) {
      await press(key);
      const now = await focused(page);
      if (wanted(now)) return;
    }
    assert.fail(`no way to ${what} by ${key}: ${JSON.stringify(await focused(page))}`);
  };
  await until("skip to the editor", ({ text }) => text === "Aller à l'éditeur");
  await press("Enter");
  assert.equal((await focused(page)).text, "Éditeur");
  const inEditor = () => page.evaluate(() => document.activeElement?.classList.contains("editor-host"));
  for (let i = 0; i < 10 && !(await inEditor()); i++) await press("Tab");
  assert.ok(await inEditor());
  // Tab writes, Escape and Tab leave
  await press("Control+Home");
  const first = () => content(page).locator(".cm-line").first().innerText();
  const was = await first();
  await press("Tab");
  assert.equal(await first(), `  ${was}`);
  await press("Shift+Tab");
  assert.equal(await first(), was);
  await page.keyboard.type("knid: x\n");
  await idle(page);
  await press("Control+Home", "F8");
  await page.locator(".editor-host .cm-tooltip-lint").waitFor();
  await press("Escape", "Escape", "Tab");
  assert.ok(!(await inEditor()));
  assert.match((await focused(page)).text, /^Expliquer E0007/);
  await press("Enter");
  await page.locator("#about:focus").waitFor();
  assert.match((await focused(page)).text, /^E0007/);
  await until("go back to the tabs", ({ text }) => text.startsWith("Aide"), "Shift+Tab");
  await press("Home");
  assert.match((await focused(page)).text, /^Problèmes/);
  await press("ArrowRight");
  assert.match((await focused(page)).text, /^Exemples/);
  await until("make a new scheme", ({ text }) => text === "Nouveau dispositif", "Shift+Tab", 300);
  await press("Enter");
  await until("its id", ({ text }) => text.startsWith("Identifiant"), "Tab", 5);
  await page.keyboard.type("au-clavier");
  await press("Enter");
  await page.locator(".notice", { hasText: "au-clavier" }).waitFor();
  assert.equal((await focused(page)).text, "Nouveau dispositif");
  await done();
});
