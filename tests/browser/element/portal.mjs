// The demonstration portal, its one-line embed, and the package taken as modules.

import assert from "node:assert/strict";
import path from "node:path";
import test, { after, before } from "node:test";
import { usual } from "../../../wasm/portal/server.mjs";
import { root } from "../files.mjs";
import { TEXTS, accessible, narrow, open, persona, picture } from "./support.mjs";

let home;
let portal;
before(async () => {
  home = await open();
  portal = await open({ pages: path.join(root, "wasm/portal"), policy: usual });
});
after(async () => {
  await home.close();
  await portal.close();
});

test("the portal of Combe-Verte: the territory's own schemes and names of places, in both languages", async () => {
  const { page, done } = await portal.page();
  await page.goto(portal.url);
  await page.getByRole("button", { name: TEXTS.fr.start }).waitFor();
  await picture(page, "portal");
  await accessible(page, "portal");
  await page.evaluate(({ facts }) => (document.querySelector("terreau-advisor").profile = { facts: { ...facts, "territory.combe_verte": true } }), await persona("bar-epicerie-dun-le-palestel"));
  await page.getByRole("button", { name: TEXTS.fr.results }).click();
  await page.locator("article").first().waitFor();
  await picture(page, "portal-results");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Your results" }).waitFor();
  assert.match(await page.locator(".section").innerText(), /Combe-Verte/);
  await page.getByRole("button", { name: /^Answers/ }).click();
  await page.getByRole("button", { name: "Change – place of the project" }).click();
  await page.getByRole("searchbox").fill("saint agr");
  await page.getByLabel(/Saint-Agrève \(Ardèche, commune-07204\)/).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saint-Agrève (Ardèche, commune-07204)").waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  await narrow(page, "portal");
  await done();
});

test("one line puts the element in a frame that takes its height", async () => {
  const { page, done } = await portal.page();
  await page.goto(`${portal.url}mairie.html`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: TEXTS.fr.start }).click();
  await frame.locator("[data-fact]").first().waitFor();
  const heights = async () => page.evaluate(() => [document.querySelector("iframe").clientHeight, document.querySelector("iframe").contentDocument.body.scrollHeight]);
  await page.waitForFunction(() => Math.abs(document.querySelector("iframe").clientHeight - document.querySelector("iframe").contentDocument.body.scrollHeight) < 2);
  const [before] = await heights();
  await frame.getByText("Pourquoi cette question").click();
  await page.waitForFunction((height) => document.querySelector("iframe").clientHeight > height + 50, before);
  await picture(page, "frame");
  assert.equal(await page.locator("iframe").getAttribute("title"), "Quelles aides pour votre projet ?");
  await accessible(page, "frame");
  await done();
});

test("a frame takes no rules of another site", async () => {
  const { page, requests, done } = await portal.page();
  await page.goto(`${portal.url}terreau/embed/frame.html?src=https://elsewhere.example/rules.json&lang=en`);
  await page.getByText("No address of rules is given").waitFor();
  assert.ok(requests.every((url) => url.startsWith(portal.url)));
  await done();
});

test("the package as modules, without a bundle, and imported where there is no window", async () => {
  const { page, done } = await home.page();
  await page.goto(`${home.url}modules.html`);
  await page.getByRole("button", { name: TEXTS.en.start }).click();
  await page.locator("[data-fact]").first().waitFor();
  await done();
  const { TerreauAdvisor } = await import("terreau/element");
  assert.equal(typeof TerreauAdvisor, "function");
});
