// The tree of criteria: each with whether it holds, what was read, thresholds and sources. For a refusal, what stands against it first.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { list, reference } from "../tell.js";

/** @typedef {import("../app.js").App} App */

const TRUTH = /** @type {const} */ ({ yes: "met", no: "notMet", unknown: "open" });
const FORMS = /** @type {const} */ ({ any: "oneOfThese", not: "noneOf", all: "allOf", at_least: "someOf" });

/** @param {App} app @param {any} s */
export function why(app, s) {
  const refused = s.verdict === "ineligible";
  const against = refused ? s.criteria.filter((/** @type {any} */ c) => c.truth !== "yes") : s.criteria;
  const others = s.criteria.length - against.length;
  const rest = s.criteria.filter((/** @type {any} */ c) => !against.includes(c));
  return h(
    "section",
    null,
    h("h6", null, app.t(refused ? "whyNot" : "whyYes")),
    tree(app, against),
    others > 0 && h("details", null, h("summary", null, app.t("otherCriteria", { n: others })), tree(app, rest)),
    h("details", { class: "rule" }, h("summary", null, app.t("rulesOf"), h("span", { class: "hidden" }, ` – ${s.title}`)), list(written(s.criteria).map((c) => [c.label, h("br"), h("code", null, c.rule)]))),
  );
}

/** @param {App} app @param {any[]} criteria @returns {HTMLElement} */
function tree(app, criteria) {
  return h("ul", { class: "criteria" }, criteria.map((c) => h("li", { class: c.truth }, criterion(app, c))));
}

/** All criteria that are a line of the rules' own language. @param {any[]} criteria @returns {any[]} */
const written = (criteria) => criteria.flatMap((c) => [...(c.rule ? [c] : []), ...written(c.parts ?? [])]);

/** A need by its name. @param {App} app @param {string} id */
export const needTitle = (app, id) => app.report().needs?.find((/** @type {any} */ n) => n.need === id)?.title ?? id.replace(/_/g, " ");

/** @param {App} app @param {any} c */
function criterion(app, c) {
  const colon = app.words.colon;
  const form = FORMS[/** @type {keyof typeof FORMS} */ (c.form)];
  const used = (c.used ?? []).map((/** @type {any} */ u) => app.t("value", { label: u.label, value: u.value ?? (u.state === "none" ? app.t("none") : u.state === "not_applicable" ? app.t("notApplicable") : app.t("noAnswer")) }));
  const parameters = (c.parameters ?? []).map((/** @type {any} */ p) => [app.t("value", { label: p.label, value: p.value }), p.reference && [" – ", reference(app, p.reference)]]);
  return [
    h("span", { class: "truth" }, icon(c.truth), h("span", { class: "word" }, app.t(TRUTH[/** @type {keyof typeof TRUTH} */ (c.truth)]))),
    h("span", { class: "criterion" }, c.label, c.parts && form && h("span", { class: "small" }, ` (${app.t(form)})`)),
    h("div", { class: "small" }, list([...used, ...parameters]), c.reference && h("p", null, app.t("source"), colon, reference(app, c.reference))),
    c.need && c.truth !== "yes" && h("div", { class: "small" }, app.t("needOf", { title: needTitle(app, c.need) })),
    c.parts && tree(app, c.parts),
  ];
}
