// Nothing is fetched once the page is open, nothing leaves it, and no text of a rule or a profile becomes anything but text. The engine
// that hangs or falls over starts again, without a network too.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { POLICY } from "../element/support.mjs";
import { root } from "../files.mjs";
import { answer, content, idle, open, rule, show, write } from "./support.mjs";

const SCHEME = "rural-fr/schemes/social_relief/acre.yaml";
const EVIL = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>";
/** A worker whose engine hangs or falls over where a text says so. */
const TROUBLE = `self.addEventListener("message", ({ data }) => {
  for (const { text } of data.puts ?? []) {
    if (text?.includes("#hang")) for (const end = Date.now() + 30_000; Date.now() < end; );
    if (text?.includes("#crash")) throw new Error("fell over");
  }
});\n`;
let home;
before(async () => {
  const worker = TROUBLE + (await readFile(path.join(root, "wasm/playground/pkg/worker.js"), "utf8"));
  home = await open({ more: async (pathname) => (pathname === "/playground/worker.js" ? worker : null) });
});
after(() => home.close());

test("under the strict policy, and without the network once it is open: all tabs, both languages, every verb", async () => {
  const { page, requests, done } = await home.atelier();
  const response = await page.request.get(`${home.url}playground/`);
  assert.equal(response.headers()["content-security-policy"], POLICY);
  assert.deepEqual(requests.filter((url) => !url.startsWith(home.url)), []);
  await page.waitForTimeout(300); // the spare worker has its script
  requests.length = 0;
  await page.context().setOffline(true);
  await show(page, SCHEME);
  await write(page, `${await rule(SCHEME)}knid: x\n`);
  assert.equal((await answer(page, "check")).errors, 1);
  await page.getByRole("button", { name: "Revenir à l'original" }).click();
  await idle(page);
  await page.locator("#tab-preview").click();
  await page.locator("terreau-advisor .start").waitFor();
  for (const tab of ["examples", "profile", "result", "help", "problems"]) await page.locator(`#tab-${tab}`).click();
  await page.getByRole("button", { name: "English" }).click();
  await idle(page);
  await page.locator("#set").selectOption("1");
  await idle(page);
  await page.getByRole("button", { name: "Share, keep" }).click();
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByLabel("Link to copy").waitFor();
  await page.keyboard.press("Escape");
  // a hung engine gives way to newer text, a fallen one is told; each starts again here
  await show(page, SCHEME);
  const fine = await rule(SCHEME);
  const paste = async (text) => {
    await content(page).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await content(page).evaluate((element, pasted) => {
      const data = new DataTransfer();
      data.setData("text/plain", pasted);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  };
  await paste(`${fine}#hang\n`);
  await page.waitForTimeout(500);
  await paste(`${fine}knid: x\n`);
  await idle(page);
  assert.equal((await answer(page, "check")).errors, 1, "the newest text was checked");
  await done();
  assert.deepEqual(requests.filter((url) => !url.endsWith("/worker.js")), [], "only a spare worker may be asked for, in vain");
});

test("an engine that falls over is told, nothing is lost, and the next keystroke is checked again", async () => {
  const { page, done } = await home.atelier();
  await show(page, SCHEME);
  const fine = await rule(SCHEME);
  await write(page, `${fine}#crash\n`).catch(() => {});
  await page.locator(".notice.bad", { hasText: "Le moteur s'est arrêté" }).waitFor();
  await page.getByText("Pas vérifié").waitFor();
  assert.match(await content(page).innerText(), /#crash/);
  await write(page, `${fine}knid: x\n`);
  assert.equal((await answer(page, "check")).errors, 1);
  await done();
});

test("markup in rules, in a profile and in a link is text and nothing else", async () => {
  const { page, done } = await home.atelier();
  await show(page, SCHEME);
  const evil = (await rule(SCHEME)).replace(/^title:.*$/m, `title: {fr: "${EVIL}", en: "${EVIL}"}`).replace(/url: "[^"]*"/g, 'url: "javascript:window.hacked=1"').replace(/label: \{fr: "/g, `label: {fr: "${EVIL}`);
  await write(page, evil);
  for (const tab of ["examples", "profile", "result", "help", "problems"]) {
    await page.locator(`#tab-${tab}`).click();
    await clean(page, tab);
  }
  // the same, where the rules can be used for all that
  await write(page, (await rule(SCHEME)).replace(/^title:.*$/m, `title: {fr: "${EVIL}", en: "${EVIL}"}`));
  assert.equal((await answer(page, "check")).errors, 0);
  await page.locator("#tab-preview").click();
  const visitor = page.locator("terreau-advisor");
  await visitor.getByRole("button", { name: "Voir mes résultats" }).click();
  await visitor.getByText("<script>").first().waitFor();
  await clean(page, "preview", ["a"]); // to funders, which the element's own tests look at
  await page.locator("#tab-problems").click();
  assert.ok((await page.locator(".path strong").innerText()).includes("<script>"));
  await write(page, `${evil}"${EVIL}": "${EVIL}"\n`);
  await page.locator("article.finding").first().waitFor();
  await page.keyboard.press("F8");
  await clean(page, "a finding");
  await page.locator("#tab-profile").click();
  await write(page, `facts:\n  "${EVIL}": "${EVIL}"\n`, ".profile-host");
  await clean(page, "a profile");
  await done();
});

/** Nothing ran, nothing that could run is there, and there is no link at all; where some may be, `but` names them. */
async function clean(page, state, but = []) {
  const seen = await page.evaluate(() => {
    const all = [document, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)].flatMap((place) => [...place.querySelectorAll("body *, .cm-editor *")]);
    return {
      hacked: globalThis.hacked ?? null,
      made: all.map((one) => one.localName).filter((name) => ["iframe", "script", "style", "object", "embed", "link", "a"].includes(name)),
      pictures: all.filter((one) => one.localName === "img" && !one.classList.contains("cm-widgetBuffer")).length,
      attributes: all.flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith("on")),
    };
  });
  seen.made = seen.made.filter((name) => !but.includes(name));
  assert.deepEqual(seen, { hacked: null, made: [], pictures: 0, attributes: [] }, state);
}
