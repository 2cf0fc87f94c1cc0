// Two dialogs: a new scheme from the template, and what may be carried elsewhere.

import { h } from "../element/dom.js";
import { fromFolder, ofSets } from "./files.js";
import { asFile, asLink, forget, fromFile } from "./share.js";
import { button, chosen, chosenFolder, hand, list, refill } from "./ui.js";
import { Refused } from "./workshop.js";

/** @typedef {import("./app.js").App} App */

const KINDS = /** @type {const} */ (["grant", "repayable_advance", "honour_loan", "microcredit", "loan", "guarantee", "equity", "crowdfunding", "bridge", "social_relief", "tax_relief", "support", "network"]);

/** A dialog over the page; the Escape key and its button close it. @param {App} app @param {string} title @param {import("../element/dom.js").Child[]} children */
function dialog(app, title, ...children) {
  const close = () => one.close();
  const one = h("dialog", { "aria-labelledby": "dialog-title" }, h("div", { class: "dialog-head" }, h("h2", { id: "dialog-title" }, title), button("×", close, { class: "close", "aria-label": app.words.t("close") })), children);
  one.addEventListener("close", () => one.remove());
  document.body.append(one);
  one.showModal();
  return one;
}

/** @param {App} app */
export function newScheme(app) {
  const { words, files } = app;
  const error = h("p", { class: "form-error", role: "alert", id: "new-error" });
  const id = h("input", { type: "text", id: "new-id", required: true, autocomplete: "off", spellcheck: "false", "aria-describedby": "new-id-help new-error" });
  const kind = h("select", { id: "new-kind" }, KINDS.map((one) => h("option", { value: one }, words.t(`kind_${one}`))));
  const into = h("select", { id: "new-into" }, files.layers.map(({ title }, layer) => h("option", { value: layer, selected: layer === app.depth - 1 }, title[words.index])));
  const form = h(
    "form",
    { novalidate: true },
    h("p", null, words.t("newLead")),
    h("div", { class: "entry" }, h("label", { for: "new-id" }, words.t("newId")), h("p", { class: "small", id: "new-id-help" }, words.t("newIdHelp")), id),
    h("div", { class: "entry" }, h("label", { for: "new-kind" }, words.t("newKind")), kind),
    h("div", { class: "entry" }, h("label", { for: "new-into" }, words.t("newInto")), into),
    error,
    h("p", { class: "row" }, h("button", { type: "submit", class: "primary" }, words.t("create")), button(words.t("cancel"), () => one.close())),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const layer = Number(into.value);
    const problem = await create(app, layer, id.value.trim(), kind.value);
    if (problem === null) return one.close();
    error.textContent = problem;
    id.setAttribute("aria-invalid", "true");
    id.focus();
  });
  const one = dialog(app, words.t("newScheme"), form);
}

/** Writes the template's files; says what is in the way. @param {App} app @param {number} layer @param {string} id @param {string} kind @returns {Promise<string | null>} */
async function create(app, layer, id, kind) {
  const { words, files } = app;
  try {
    const made = await app.workshop.ask("scheme", { depth: layer + 1, id, kind, lang: words.lang });
    for (const { path, text } of made) app.put(files.key(layer, path), text);
    app.show(files.key(layer, made[0].path));
    app.frame.notice(words.t("created", { file: id }));
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) return words.t("crashed");
    const own = error.problems.filter(({ path }) => path === "id");
    return own.length > 0 ? own.map(({ message, help }) => [message, help].filter(Boolean).join(" – ")).join("\n") : words.t("newUnusable");
  }
}

/** @param {App} app */
export function share(app) {
  const { words, files } = app;
  const told = h("p", { role: "status", class: "told" });
  const shown = h("div");
  const keys = [...files.changes.keys()].sort();
  const download = (/** @type {string} */ key) => {
    const text = files.text(key);
    const name = key.slice(key.lastIndexOf("/") + 1);
    return [h("code", null, key), " ", h("span", { class: `mark ${files.standing(key)}` }, words.word("", files.standing(key))), " ", text !== undefined && button(words.t("download", { file: name }), () => hand(name, text, "application/yaml"), { class: "quiet" })];
  };
  const one = dialog(
    app,
    words.t("share"),
    h("p", null, words.t("shareLead")),
    h("p", { class: "row" }, button(words.t("copyLink"), () => void copy(app, told, shown), { class: "primary" }), button(words.t("saveWork"), () => hand("terreau-atelier.json", asFile(app.work))), button(words.t("openWork"), () => void reopen(app, () => one.close(), told)), button(words.t("openFolder"), () => void folder(app, () => one.close(), told))),
    told,
    shown,
    h("h3", null, keys.length > 0 ? words.t("changedFiles", { n: keys.length }) : words.t("nothingChanged")),
    list(keys.map(download), "plain"),
    keys.length > 0 && h("p", null, button(words.t("wipe"), () => (one.close(), wipe(app)))),
    h("h3", null, words.t("downloadBundle")),
    h("p", null, words.t("bundleLead")),
    h("p", null, button(words.t("downloadBundle"), () => void bundle(app, told), { disabled: app.usable === false })),
  );
}

/** @param {App} app @param {HTMLElement} told @param {HTMLElement} shown */
async function copy(app, told, shown) {
  const { words } = app;
  const link = await asLink(app.work, location.href).catch(() => null);
  if (link === null) {
    told.textContent = words.t("linkTooLong");
    return;
  }
  const field = h("input", { type: "text", id: "link", readonly: true, value: link });
  refill(shown, h("div", { class: "entry" }, h("label", { for: "link" }, words.t("linkLabel")), field));
  const copied = await navigator.clipboard?.writeText(link).then(
    () => true,
    () => false,
  );
  told.textContent = copied ? words.t("linkCopied") : words.t("linkShown");
  field.focus();
  field.select();
}

/** @param {App} app @param {() => void} done @param {HTMLElement} told */
async function reopen(app, done, told) {
  const text = await chosen(".json,application/json");
  if (text === null) return;
  try {
    const work = fromFile(text);
    done();
    take(app, work, "opened");
  } catch {
    told.textContent = app.words.t("badFile");
  }
}

/** Opens the author's own rules; what was here can be taken back. @param {App} app @param {() => void} done @param {HTMLElement} told */
async function folder(app, done, told) {
  const { words, work, files } = app;
  const found = await chosenFolder(ofSets);
  if (found === null) return;
  const changes = fromFolder(found, files.came);
  if (changes === null) {
    told.textContent = words.t("noSet");
    return;
  }
  done();
  take(app, { ...work, base: app.base, set: "", changes, open: "" }, "openedFolder", () => void app.take(work));
}

/** @param {App} app @param {HTMLElement} told */
async function bundle(app, told) {
  const text = await app.bundle().catch((/** @type {Error} */ error) => void (told.textContent = error.message));
  if (text) hand(`${app.work.set}.json`, text);
}

/** Everything as the page came; it can be taken back. @param {App} app */
function wipe(app) {
  const { words, work } = app;
  app.take({ ...work, changes: {} });
  forget();
  app.frame.notice(words.t("wipeDone"), { action: words.t("takeBack"), act: () => void app.take(work) });
}

/**
 * Takes work over and says how it went.
 * @param {App} app @param {import("./share.js").Work} work @param {"opened" | "draftOpened" | "openedFolder"} how @param {() => void} [back]
 */
export function take(app, work, how, back) {
  const { words } = app;
  const unknown = app.take(work);
  const n = Object.keys(work.changes).length - unknown.length;
  app.frame.notice(words.t(how, { n }), back && { action: words.t("takeBack"), act: back });
  if (work.base !== app.base && n > 0) app.frame.notice(words.t("openedOther"), { bad: true });
  if (unknown.length > 0) app.frame.notice(words.t("unknownFiles", { list: [...new Set(unknown.map((key) => whose(app, key)))].join(", ") }), { bad: true });
}

/** What of a file the page lacks: its set, or, in a set that is here, a file that can be none. @param {App} app @param {string} key */
const whose = ({ files }, key) => (files.layers.some(({ name }) => key.startsWith(`${name}/`)) ? key : key.split("/")[0]);
