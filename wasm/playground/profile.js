// The profile to try: from a persona of the rules or one's own, in YAML or JSON, with what is wrong with it in its place.

import { h } from "../element/dom.js";
import { kindOf, titleOf } from "./files.js";
import { unusable } from "./examples.js";
import { button, list, told as said } from "./ui.js";

/** @typedef {import("./app.js").App} App */

/** Personas of the sets that are looked at: key and title. @param {App} app */
export function personas({ files, depth, words }) {
  const all = files.layers.slice(0, depth).flatMap((_, layer) => files.list(layer));
  const own = all.filter(({ path, standing }) => kindOf(path) === "persona" && standing !== "removed");
  return own.map(({ key, path }) => ({ key, title: titleOf(files.text(key) ?? "", path, words.lang) })).sort((a, b) => a.title.localeCompare(b.title, words.lang));
}

/** The profile in a persona's file: without its story, its day and what one expects of it. @param {string} text */
export const profileOf = (text) => text.split(/^(?=\S)/m).filter((part) => /^(?:facts|declared|filed):/.test(part)).join("");

/** Answers as a person would write them: a fact a line. @param {import("../element.js").Profile} answers */
export function written({ facts, declared, filed }) {
  const parts = Object.entries({ facts, declared, filed }).filter(([, told]) => told && Object.keys(told).length > 0);
  const lines = (/** @type {object} */ told) => Object.entries(told).map(([key, value]) => `  ${key}: ${word(value)}\n`).join("");
  return parts.map(([part, told]) => `${part}:\n${lines(/** @type {object} */ (told))}`).join("") || "facts: {}\n";
}

/** A value on one line: a plain word, else JSON, which is YAML too. @param {unknown} value */
const word = (value) => (typeof value === "string" && /^[a-z][a-z0-9_-]*$/.test(value) && value !== "null" ? value : JSON.stringify(value));

/** @param {App} app @param {HTMLElement} host where the profile's editor is */
export function profile(app, host) {
  const { words } = app;
  const all = personas(app);
  const select = h("select", { id: "persona", "data-at": "persona" }, h("option", { value: "" }, words.t("personaOwn")), all.map(({ key, title }) => h("option", { value: key, selected: key === app.persona }, title)));
  select.addEventListener("change", () => app.from(select.value));
  return [
    h("div", { class: "entry" }, h("label", { for: "persona" }, words.t("personaFrom")), select),
    h("p", { class: "small" }, words.t("profileLead")),
    host,
    h("div", { class: "profile-told", role: "status" }, told(app)),
  ];
}

/** Whether it reads well, below its editor. @param {App} app */
export function told(app) {
  const { words, tried } = app;
  if (app.usable === false && !tried) return [unusable(app)];
  if (!tried) return [h("p", null, words.t("checking"))];
  if (tried.findings.length === 0) {
    return [h("p", { class: "good" }, "✓ ", words.t("profileGood")), h("p", null, button(words.t("seeResult"), () => app.choose("result")))];
  }
  return [
    h("p", { class: "bad" }, "✕ ", words.t("profileBad", { n: tried.findings.length })),
    list(
      tried.findings.map((/** @type {any} */ f) => [
        button(words.t("line", { n: f.place.line }), () => app.inProfile(f.place.line, f.place.column), { class: "quiet" }),
        words.colon,
        said(f.message),
        f.help && [" → ", said(f.help)],
        " ",
        button(words.t("explain", { code: f.code }), () => app.explain(f.code), { class: "quiet" }),
      ]),
      "plain",
    ),
  ];
}
