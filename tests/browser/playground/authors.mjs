// What an author does: breaks a scheme and mends it, runs examples, starts a new scheme, tries a profile. All that the page says is
// held against the command on the same files.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { DAY, answer, checked, command, content, idle, open, plain, rule, show, write } from "./support.mjs";

const SCHEME = "rural-fr/schemes/grant/aura-commerce-point-de-vente.yaml";
const OVERLAY = "exemple-territoire/schemes/grant/leader-aura.yaml";
let home;
before(async () => (home = await open()));
after(() => home.close());

/** Mistakes as authors make them: what becomes of the file, and the text that is underlined. */
const MISTAKES = {
  "a key that does not exist": [(text) => text.replace("unconfirmed:", "unconfirmd:"), "E0007", "unconfirmd"],
  "a fact that does not exist": [(text) => text.replace("territory.commune_population < 2000", "territory.commune_popul < 2000"), "E0201", "territory.commune_popul"],
  "a unit that does not fit": [(text) => text.replace("territory.commune_population < 2000", "territory.commune_population < 2000 m2"), null, null],
  "YAML that ends too soon": [(text) => `${text}\nprefers: [{if: `, null, null],
};

test("the page opens on the real rules and says what the command says of them; and so does the page of a code", async () => {
  const { page, done } = await home.atelier();
  assert.deepEqual(await answer(page, "check"), await checked({}));
  assert.equal((await answer(page, "check")).errors, 0);
  await page.locator("#set").selectOption("1");
  await idle(page);
  const ours = await answer(page, "check");
  const theirs = await checked({}, "exemple-territoire");
  assert.deepEqual(ours, theirs);
  // the page of a code, in both languages
  await page.locator("#tab-help").click();
  await page.locator('[data-at="code-E0201"]').click();
  const seen = async (lang) => {
    await page.locator(`html[lang=${lang}] .about[data-code=E0201]`).waitFor();
    await idle(page);
    const shown = await page.locator(".about").evaluate((about) => [...about.querySelectorAll("h3, p, pre")].map((one) => one.textContent).join(" "));
    return plain(shown).replace(/\s+/g, " ");
  };
  const pageOf = async (lang) => plain(await command({}, ["--lang", lang, "explain", "E0201"])).replace(/(?:À ne pas écrire|À écrire|Wrong|Right|# schemes\/\S+)/g, "").replace(/\s+/g, " ").trim();
  assert.equal(await seen("fr"), await pageOf("fr"));
  await page.getByRole("button", { name: "English" }).click();
  assert.equal(await seen("en"), await pageOf("en"));
  await done();
});

test("a mistake stands where it is, with the code, the message and the help of the command", async () => {
  const { page, done } = await home.atelier();
  await show(page, SCHEME);
  const text = await rule(SCHEME);
  for (const [what, [breaking, code, underlined]] of Object.entries(MISTAKES)) {
    const broken = breaking(text);
    assert.notEqual(broken, text, what);
    await write(page, broken);
    const theirs = await checked({ [SCHEME]: broken });
    assert.deepEqual(await answer(page, "check"), theirs, what);
    assert.ok(theirs.errors > 0, what);
    const [first] = theirs.findings;
    if (code) assert.equal(first.code, code);
    const card = page.locator("article.finding").first();
    assert.equal(await card.getAttribute("data-code"), first.code);
    assert.equal(plain(await card.locator(".message").innerText()), plain(first.message), what);
    if (first.help) assert.equal(plain(await card.locator(".todo").innerText()), plain(`→ ${first.help}`));
    // under the cursor, and underlined as far as it goes
    await card.locator(".head button").click();
    const line = await page.locator(".editor-host .cm-activeLineGutter").first().innerText();
    assert.equal(Number(line), first.place.line, what);
    assert.ok(plain(await page.locator(".strip").innerText()).includes(plain(first.message)), what);
    if (underlined) assert.equal((await page.locator(".editor-host .cm-lintRange-error").allInnerTexts()).join(""), underlined);
    assert.equal(await page.locator(`[data-key="${SCHEME}"] .mark.error`).count(), 1);
  }
  // the tooltip by F8, gone by Escape
  await write(page, text.replace("unconfirmed:", "unconfirmd:"));
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  await page.locator(".editor-host .cm-tooltip-lint").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".editor-host .cm-tooltip-lint").waitFor({ state: "detached" });
  // back to the original, and the mistake again by taking that back
  await page.getByRole("button", { name: "Revenir à l'original" }).click();
  await idle(page);
  assert.equal((await answer(page, "check")).errors, 0);
  await page.getByRole("button", { name: "Reprendre", exact: true }).click();
  await idle(page);
  assert.equal((await answer(page, "check")).errors, 1);
  await done();
});

test("places count characters, whatever they are made of; a mistake of an overlay names its file; keys, words and facts are proposed", async () => {
  const { page, done } = await home.atelier();
  await proposed(page);
  await show(page, SCHEME);
  const text = (await rule(SCHEME)).replace(/^summary:.*$/m, 'summary: {fr: "🌱🌱 é", en: "🌱", de: "🌱"}');
  await write(page, text);
  const [found] = (await checked({ [SCHEME]: text })).findings;
  assert.equal(found.text, "de");
  await page.locator("article.finding .head button").first().click();
  assert.deepEqual(await page.locator(".editor-host .cm-lintRange-error").allInnerTexts(), ["de"]);
  await page.locator('[data-at="reset"]').click();
  await page.locator("#set").selectOption("1");
  await idle(page);
  await show(page, OVERLAY);
  const wider = `${await rule(OVERLAY)}\nknid: loan\n`;
  await write(page, wider);
  assert.deepEqual((await answer(page, "check")).findings.map((f) => [f.code, f.message, f.place.line]), (await checked({ [OVERLAY]: wider }, "exemple-territoire")).findings.map((f) => [f.code, f.message, f.place.line]));
  assert.equal((await answer(page, "check")).findings[0].place.path, OVERLAY);
  await done();
});

test("examples come to what the command says; a wrong one is told with what was expected and what came", async () => {
  const { page, done } = await home.atelier();
  const own = async (files, ...more) => JSON.parse(await command(files, ["test", "rural-fr", "--format", "json", ...more]));
  await page.locator("#tab-examples").click();
  await page.locator(".case").first().waitFor();
  assert.deepEqual(await answer(page, "examples"), await own({}, "--only", "leader-aura"));
  const key = "rural-fr/schemes/grant/leader-aura.examples.yaml";
  await page.getByRole("button", { name: "Exemples", exact: true }).click();
  const text = (await rule(key)).replace("verdict: ineligible", "verdict: eligible");
  await write(page, text);
  const theirs = await own({ [key]: text }, "--only", "leader-aura");
  assert.deepEqual(await answer(page, "examples"), theirs);
  const wrong = theirs.examples.filter((one) => one.mismatches.length > 0);
  assert.ok(wrong.length > 0);
  const card = page.locator(`[data-case="${wrong[0].id}"]`);
  const [mismatch] = wrong[0].mismatches;
  assert.deepEqual((await card.locator("dd").allInnerTexts()).slice(0, 2).map(plain), [mismatch.expected.fr, mismatch.found.fr].map(plain));
  await card.getByRole("button").last().click();
  assert.equal(Number(await page.locator(".editor-host .cm-activeLineGutter").first().innerText()), mismatch.place.line);
  await page.locator('[data-at="reset"]').click();
  await page.getByRole("button", { name: "Essayer tous les exemples du jeu" }).click();
  await page.getByText(/^✓ 25 personas/).waitFor();
  await idle(page);
  assert.deepEqual(await answer(page, "examples"), await own({}));
  await done();
});

test("a new scheme of any kind checks and its examples pass, in either set, and even while another scheme is broken", async () => {
  const { page, done } = await home.atelier();
  const create = async (id, kind, into) => {
    await page.getByRole("button", { name: "Nouveau dispositif" }).click();
    await page.getByLabel("Identifiant").fill(id);
    await page.getByLabel("Nature").selectOption(kind);
    if (into) await page.getByLabel("Dans", { exact: true }).selectOption(into);
    await page.getByRole("button", { name: "Créer", exact: true }).click();
  };
  await create("Mon aide", "grant");
  await page.getByText("n'est pas un identifiant").waitFor();
  await page.getByLabel("Identifiant").fill("leader-aura");
  await page.getByRole("button", { name: "Créer", exact: true }).click();
  await page.getByText("un dispositif s'appelle déjà").waitFor();
  await page.keyboard.press("Escape");
  const before = await answer(page, "check");
  await page.locator("#tab-examples").click();
  for (const [kind, into] of [["grant", "0"], ["guarantee", "1"], ["support", "1"]]) {
    const id = `essai-${kind}`;
    await create(id, kind, into);
    await page.locator(`.path code:text-is("${into === "0" ? "rural-fr" : "exemple-territoire"}/schemes/${kind}/${id}.yaml")`).waitFor();
    await idle(page);
    const report = await answer(page, "check");
    assert.equal(report.errors, 0, kind);
    if (into === "0") assert.deepEqual(report.findings, before.findings);
    await page.getByText("4 exemples, tous comme attendu").waitFor();
  }
  await write(page, "id: oups\n");
  assert.ok((await answer(page, "check")).errors > 0);
  await create("malgre-tout", "loan", "0");
  await page.getByText("malgre-tout et ses exemples sont créés.").waitFor();
  // with its examples, it can be taken away and back
  await page.getByRole("button", { name: "Supprimer" }).click();
  await page.getByText("malgre-tout est supprimé.").waitFor();
  assert.equal(await page.locator('[data-key*="malgre-tout"]').count(), 0);
  await page.getByRole("button", { name: "Reprendre", exact: true }).click();
  await content(page).getByText("malgre-tout").first().waitFor();
  await done();
});

test("a profile gets what the command gives, and is told what is wrong with it where it stands", async () => {
  const { page, done } = await home.atelier();
  await page.locator("#tab-profile").click();
  await page.locator("#persona").selectOption({ label: "Ferme-auberge aux Estables" });
  await page.getByText("Le profil se lit bien.").waitFor();
  await idle(page);
  await page.locator("#tab-result").click();
  const persona = "rural-fr/personas/ferme-auberge-estables.yaml";
  const theirs = JSON.parse(await command({}, ["recommend", persona, "--rules", "rural-fr", "--as-of", DAY, "--format", "json"]));
  await page.waitForFunction((place) => globalThis.answers.recommend?.report?.schemes[0].scheme === place, theirs.schemes[0].scheme);
  assert.deepEqual((await answer(page, "recommend")).report, theirs);
  const own = theirs.schemes.find((s) => s.scheme === "leader-aura");
  assert.equal(await page.locator("article.scheme").getAttribute("data-scheme"), "leader-aura");
  assert.equal(await page.locator("article.scheme .verdict").getAttribute("class"), `verdict ${own.verdict}`);
  // what would turn a refusal, in the engine's words
  const refused = theirs.schemes.find((s) => s.verdict === "ineligible" && s.group !== "closed" && s.near_miss?.best.length > 0);
  await page.locator(`[data-key$="/${refused.scheme}.yaml"]`).evaluate((one) => one.click());
  const ways = await page.locator("article.scheme h4:text-is('Ce qui changerait la réponse') + ul > li").allInnerTexts();
  const { best, others } = refused.near_miss;
  assert.equal(ways.length, best.length + others.length);
  [...best, ...others].forEach(({ change }, i) => assert.ok(plain(ways[i]).startsWith(plain(change.label)), ways[i]));
  await page.locator("#tab-profile").click();
  await write(page, "facts:\n  applicant.kind: association\n  applicant.knid: x\n", ".profile-host");
  await page.getByText("Ce profil a un problème").waitFor();
  assert.equal((await page.locator(".profile-host .cm-lintRange-error").allInnerTexts()).join(""), "applicant.knid: x");
  assert.match(plain(await page.locator(".profile-told").innerText()), /vouliez-vous dire applicant\.kind \?/);
  await write(page, '{"facts": {"applicant.kind": "association"}}', ".profile-host");
  await page.getByText("Le profil se lit bien.").waitFor();
  await done();
});

/** Keys, words and facts are proposed where they can stand. */
async function proposed(page) {
  const proposals = async (text, at) => {
    await write(page, text);
    await page.keyboard.press("Control+End");
    await page.keyboard.type(at);
    await page.keyboard.press("Control+Space");
    const list = page.locator(".editor-host .cm-tooltip-autocomplete");
    await list.waitFor();
    const found = await list.locator(".cm-completionLabel").allInnerTexts();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    return found;
  };
  const cases = [
    ["id: x\n", "conf", "confidence"],
    ["id: x\nconfidence: ", "m", "medium"],
    ["id: x\namount:\n  form: cash\n  ", "r", "rate"],
    ["criteria:\n  - id: a\n    ", "lab", "label"],
    ["criteria:\n  - id: a\n    if: ", "applicant.ki", "applicant.kind"],
    ["criteria:\n  - {id: a, if: ", "param.mini", "param.minimis_general"],
  ];
  for (const [text, typed, wanted] of cases) {
    const found = await proposals(text, typed);
    assert.ok(found.includes(wanted), `${text}${typed}: ${found}`);
  }
  await page.locator('[data-at="reset"]').click();
}
