// What may be carried elsewhere: a link, a file, the draft of this browser; and what comes back damaged, or from other rules.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { root } from "../files.mjs";
import { answer, content, idle, open, plain, rule, show, write } from "./support.mjs";

const SCHEME = "rural-fr/schemes/social_relief/acre.yaml";
let home;
before(async () => (home = await open()));
after(() => home.close());

const notice = (page, text) => page.locator(".notice", { hasText: text });
const openShare = (page) => page.getByRole("button", { name: "Partager, garder" }).click();

/** Packs work as the page does. */
async function pack(work) {
  const stream = new Blob([typeof work === "string" ? work : JSON.stringify({ atelier: 1, ...work })]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `#atelier=${Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url")}`;
}

test("an author's own folder of rules: over those of the page, or another state of the page's own; and back again", async () => {
  const place = await mkdtemp(path.join(tmpdir(), "terreau-"));
  const { page, done } = await home.atelier();
  const chooseFolder = async (name) => {
    await openShare(page);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Ouvrir un dossier de règles" }).click()]);
    await chooser.setFiles(path.join(place, name));
    await idle(page);
  };
  const sets = async () => (await page.locator("#set option").allInnerTexts()).map((text) => text.replace("\u00a0", " "));
  try {
    const own = "kind: grant\ntitle: {fr: \"Aide du bourg\", en: \"Town aid\"}\nprovider: anct\nconfidence: high\nreferences: [{title: \"Notice\"}]\nwindows: always\ncriteria: []\n";
    await mkdir(path.join(place, "bourg/schemes/grant"), { recursive: true });
    await writeFile(path.join(place, "bourg/set.yaml"), "id: bourg\nversion: \"1\"\ntitle: {fr: \"Le bourg\", en: \"The town\"}\nextends: ../rural-fr\n");
    await writeFile(path.join(place, "bourg/schemes/grant/aide-du-bourg.yaml"), `id: aide-du-bourg\n${own}`);
    await writeFile(path.join(place, "bourg/notes.txt"), "rien");
    await chooseFolder("bourg");
    await notice(page, "Ouvert : 2 fichiers de règles.").waitFor();
    assert.deepEqual(await sets(), ["Aides rurales en France", "Le bourg"]);
    assert.equal(await page.locator(".path code").innerText(), "bourg/schemes/grant/aide-du-bourg.yaml");
    assert.equal((await answer(page, "check")).errors, 0);
    assert.ok((await answer(page, "recommend")).report.schemes.some((s) => s.scheme === "aide-du-bourg"));

    // a link carries the whole of it
    await openShare(page);
    await page.getByRole("button", { name: "Copier le lien" }).click();
    const link = await page.getByLabel("Lien à copier").inputValue();
    await page.keyboard.press("Escape");
    const other = await home.atelier({ hash: new URL(link).hash });
    assert.deepEqual(await other.page.locator("#set option").allInnerTexts(), ["Aides rurales en France", "Le bourg"]);
    await other.done();

    // another state of a set that the page has
    await cp(path.join(root, "rules/rural-fr"), path.join(place, "rural-fr"), { recursive: true });
    await rm(path.join(place, "rural-fr/resources/arleuf-multiservice.yaml"));
    await chooseFolder("rural-fr");
    assert.deepEqual(await sets(), ["Aides rurales en France", "Exemple de territoire : Combe-Verte"]);
    await openShare(page);
    assert.deepEqual(await page.locator("dialog .mark").allInnerTexts(), ["supprimé"]);
    await page.keyboard.press("Escape");

    // a set of one's own that extends nothing, with its list of places; this browser goes on with it
    await cp(path.join(root, "rules/rural-fr"), path.join(place, "mon-jeu"), { recursive: true });
    const set = await rule("rural-fr/set.yaml");
    await writeFile(path.join(place, "mon-jeu/set.yaml"), set.replace(/^id: .*$/m, "id: mon-jeu").replace(/^title: .*$/m, 'title: {fr: "Mon jeu", en: "My set"}'));
    await chooseFolder("mon-jeu");
    const alone = async () => {
      assert.deepEqual(await sets(), ["Mon jeu"]);
      assert.equal((await answer(page, "check")).errors, 0);
      assert.equal(await page.locator('[data-key$=".places"]').count(), 0, "nobody writes a list of places by hand");
    };
    await alone();
    await page.waitForTimeout(1000); // the draft is kept after a pause
    await page.reload();
    await idle(page);
    await alone();
    await rm(path.join(place, "mon-jeu"), { recursive: true });

    // a folder without a set changes nothing; what was opened can be taken back
    await chooseFolder("bourg/schemes");
    await page.getByText("`set.yaml` est absent").or(page.getByText("il y manque")).waitFor();
    await page.keyboard.press("Escape");
    await chooseFolder("");
    await notice(page, "Ouvert").getByRole("button", { name: "Reprendre" }).click();
    await idle(page);
    await alone();
  } finally {
    await rm(place, { recursive: true });
  }
  await done();
});

test("a link carries changed, new and deleted files, the profile, the day and the open file into another browser", async () => {
  const { page, done } = await home.atelier();
  await show(page, SCHEME);
  const text = `# été 🌱\n${await rule(SCHEME)}`;
  await write(page, text);
  await page.getByRole("button", { name: "Nouveau dispositif" }).click();
  await page.getByLabel("Identifiant").fill("aide-au-bourg");
  await page.getByRole("button", { name: "Créer", exact: true }).click();
  await notice(page, "créés").waitFor();
  await idle(page);
  await show(page, "rural-fr/resources/arleuf-multiservice.yaml");
  await page.getByRole("button", { name: "Supprimer" }).click();
  await page.getByText("Ce fichier est supprimé de votre version.").waitFor();
  assert.equal(await page.locator(".editor-host").isVisible(), false);
  await page.locator("#day").fill("2026-12-24");
  await page.locator("#tab-profile").click();
  await write(page, "facts:\n  applicant.kind: commune\n", ".profile-host");
  await show(page, SCHEME);
  await idle(page);
  const told = await answer(page, "check");
  await openShare(page);
  await page.getByText("4 fichiers diffèrent de l'original").waitFor();
  assert.deepEqual((await page.locator("dialog .mark").allInnerTexts()).sort(), ["modifié", "nouveau", "nouveau", "supprimé"]);
  await page.getByRole("button", { name: "Copier le lien" }).click();
  const link = await page.getByLabel("Lien à copier").inputValue();
  assert.ok(link.startsWith(`${home.url}playground/#atelier=`) && link.length < 32_000, String(link.length));
  await done();

  const other = await home.atelier({ hash: new URL(link).hash });
  await notice(other.page, "Repris : 4 fichiers qui diffèrent.").waitFor();
  assert.equal(await other.page.locator(".notice.bad").count(), 0);
  await idle(other.page);
  assert.deepEqual(await answer(other.page, "check"), told);
  assert.equal(await other.page.locator(".path code").innerText(), SCHEME);
  assert.equal(await content(other.page).locator(".cm-line").first().innerText(), "# été 🌱");
  assert.equal(await other.page.locator("#day").inputValue(), "2026-12-24");
  await other.page.locator("#tab-profile").click();
  assert.match(await content(other.page, ".profile-host").innerText(), /applicant\.kind: commune/);
  assert.equal(new URL(other.page.url()).hash, "", "a page that is loaded again goes on with what was made since");
  // and back to the original, which can be taken back
  await openShare(other.page);
  await other.page.getByRole("button", { name: "Tout remettre à l'original" }).click();
  await notice(other.page, "Tout est revenu à l'original.").getByRole("button", { name: "Reprendre" }).click();
  await openShare(other.page);
  await other.page.getByText("4 fichiers diffèrent de l'original").waitFor();
  await other.done();
});

test("a link that is damaged changes nothing and says so; one of other rules is taken over with a warning; one that is too long goes by file", async () => {
  const { page, done } = await home.atelier();
  const garbage = ["#atelier=", "#atelier=%%%", "#atelier=AAAA", `#atelier=${"A".repeat(40_000)}`, await pack("null"), await pack("[]"), await pack({ changes: null }), await pack({ changes: { [SCHEME]: 3 } }), await pack(JSON.stringify({ changes: {} }))];
  for (const hash of garbage) {
    await page.evaluate((to) => (location.hash = to), hash);
    await notice(page, "Ce lien est abîmé").waitFor();
    await page.getByRole("button", { name: "Fermer ce message" }).click();
    assert.equal(new URL(page.url()).hash, "");
  }
  await page.evaluate((to) => (location.hash = to), await pack({ base: "0000", set: "nowhere", changes: { [SCHEME]: "id: acre\n", "nowhere/set.yaml": "", "__proto__/set.yaml": "id: x", "../set.yaml": "id: x", "rural-fr/../x.yaml": "", "rural-fr/taxonomies/territory.places": "", "__proto__/x.yaml": "" }, open: "constructor/x", day: "tomorrow" }));
  await notice(page, "d'autres règles de base").waitFor();
  await notice(page, "Laissé de côté").waitFor();
  assert.match(plain(await notice(page, "Laissé de côté").innerText()), /: nowhere, __proto__, \.\., rural-fr\/\.\.\/x\.yaml/);
  await idle(page);
  assert.ok((await answer(page, "check")).errors > 0);
  assert.equal(await page.locator("#day").inputValue(), "2026-11-23");
  // too many changes for a link: that is told
  await show(page, SCHEME);
  const noise = Array.from({ length: 3000 }, (_, i) => `# ${Math.sin(i)}`).join("\n");
  await write(page, `${await rule(SCHEME)}${noise}\n`);
  await openShare(page);
  await page.getByRole("button", { name: "Copier le lien" }).click();
  await page.getByText("trop de changements pour un lien").waitFor();
  assert.equal(await page.getByLabel("Lien à copier").count(), 0);
  await done();
});

test("a draft is there again after a reload; a link that is opened over it sets it aside", async () => {
  const { page, done } = await home.atelier();
  await show(page, SCHEME);
  await write(page, `# brouillon\n${await rule(SCHEME)}`);
  await page.waitForFunction(() => localStorage.getItem("terreau-atelier")?.includes("# brouillon"));
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem("terreau-atelier")).day), "", "today is not a choice");
  await page.reload();
  await notice(page, "Votre brouillon est repris (1 fichier qui diffère).").waitFor();
  assert.equal(await content(page).locator(".cm-line").first().innerText(), "# brouillon");
  await page.evaluate((to) => (location.hash = to), await pack({ set: "rural-fr", changes: { [SCHEME]: "# du lien\n" }, open: SCHEME }));
  await content(page).getByText("# du lien").waitFor();
  await page.waitForFunction(() => localStorage.getItem("terreau-atelier")?.includes("# du lien"));
  await page.getByRole("button", { name: "Reprendre mon brouillon" }).click();
  await content(page).getByText("# brouillon").waitFor();
  await done();
});

test("where the browser keeps nothing, that is told and the work goes on; a file carries it", async () => {
  const refuse = () => {
    Storage.prototype.setItem = Storage.prototype.getItem = Storage.prototype.removeItem = () => {
      throw new DOMException("refused", "SecurityError");
    };
  };
  const { page, done } = await home.atelier({ init: refuse });
  await notice(page, "refuse de garder un brouillon").waitFor();
  await show(page, SCHEME);
  await write(page, `# gardé\n${await rule(SCHEME)}`);
  await openShare(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Enregistrer mon travail" }).click();
  const saved = await (await saving).path();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger acre.yaml" }).click();
  assert.match(await readFile(await (await downloading).path(), "utf8"), /^# gardé\n/);
  const bundling = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger le jeu pour un portail" }).click();
  assert.equal(JSON.parse(await readFile(await (await bundling).path(), "utf8")).id ?? "rural-fr", "rural-fr");
  await page.getByRole("button", { name: "Fermer", exact: true }).click();
  await page.getByRole("button", { name: "Revenir à l'original" }).click();
  await idle(page);
  const choose = async (file) => {
    await openShare(page);
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Ouvrir un fichier enregistré" }).click();
    await (await choosing).setFiles(file);
  };
  await choose({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.getByText("n'est pas un travail enregistré ici").waitFor();
  await page.keyboard.press("Escape");
  await choose(saved);
  await content(page).getByText("# gardé").waitFor();
  await done();
});
