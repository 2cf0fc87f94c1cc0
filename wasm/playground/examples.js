// What the examples come to: each as expected or not, in words and with a sign; what was expected, what came, and what none tries.

import { h } from "../element/dom.js";
import { kindOf, stemOf } from "./files.js";
import { button, list, told } from "./ui.js";

/** @typedef {import("./app.js").App} App */

const FIRST = 60;

/** @param {App} app */
export function examples(app) {
  const { words, ran } = app;
  const only = subject(app.open);
  const all = h("p", { class: "row" }, button(app.runsAll ? words.t("runOne") : words.t("runAll"), () => app.runAll(!app.runsAll), { "data-at": "run-all" }));
  if (!only && !app.runsAll) return [h("p", null, words.t("noScheme")), all];
  if (app.usable === false && !ran) return [unusable(app)];
  if (!ran) return [h("p", { "aria-busy": "true" }, words.t("running"))];
  const cases = [...ran.examples, ...ran.personas];
  const wrong = cases.filter((one) => one.mismatches.length > 0);
  const right = cases.filter((one) => one.mismatches.length === 0);
  return [
    app.usable === false && h("p", { class: "note" }, words.t("outdated")),
    summary(app),
    cases.length === 0 && ran.broken.length === 0 && h("p", null, words.t("noExamples")),
    h("ul", { class: "cases" }, [...ran.broken.map((/** @type {any} */ one) => broken(app, one)), ...wrong.map((one) => failed(app, one)), ...right.slice(0, FIRST).map((one) => passed(app, one))].map((one) => h("li", null, one))),
    right.length > FIRST && h("p", { class: "small" }, `… ${words.t("examplesAll", { n: right.length - FIRST })}`),
    untried(app),
    all,
  ];
}

/** The scheme or persona whose examples are meant; nothing for other files. @param {string} key */
export function subject(key) {
  const path = key.slice(key.indexOf("/") + 1);
  return ["scheme", "examples", "persona"].includes(kindOf(path)) ? stemOf(path) : null;
}

/** @param {App} app */
function summary({ words, ran }) {
  const { examples: n, examples_passed: ok, personas, personas_passed: fine } = ran.counts;
  const line = (/** @type {string} */ text, /** @type {boolean} */ good) => h("p", { class: good ? "good" : "bad" }, good ? "✓ " : "✕ ", text);
  return [
    n > 0 && line(ok === n ? words.t("examplesAll", { n }) : words.t("examplesSome", { n, failed: n - ok }), ok === n),
    personas > 0 && line(fine === personas ? words.t("personasAll", { n: personas }) : words.t("personasSome", { n: personas, failed: personas - fine }), fine === personas),
  ];
}

/** The way to where something stands. @param {App} app @param {any} place @param {import("../element/dom.js").Child} name */
function way(app, place, name) {
  const key = app.files.find(app.ranDepth, place.path);
  return key ? h("button", { type: "button", class: "quiet", on: { click: () => app.jump(key, place.line, place.column) } }, name, h("span", { class: "hidden" }, ` – ${app.words.t("goTo", { n: place.line })}`)) : h("span", null, name);
}

/** An example by its id; among those of all schemes, with its scheme's. @param {App} app @param {any} one */
const nameOf = (app, one) => (app.runsAll && one.scheme ? `${one.scheme} · ${one.id}` : one.id);

/** @param {App} app @param {any} one */
function passed(app, one) {
  return h("p", { class: "case passed" }, h("span", { class: "sign", "aria-hidden": "true" }, "✓"), " ", way(app, one.place, nameOf(app, one)), h("span", { class: "small" }, ` ${app.words.t("passed")}`));
}

/** @param {App} app @param {any} one */
function failed(app, one) {
  const { words } = app;
  const said = (/** @type {any} */ text) => text[words.lang];
  return h(
    "article",
    { class: "case failed", "data-case": one.id },
    h("p", null, h("span", { class: "sign", "aria-hidden": "true" }, "✕"), " ", way(app, one.place, nameOf(app, one)), h("span", { class: "small" }, ` ${words.t("notPassed")}`)),
    one.mismatches.map((/** @type {any} */ m) => [
      h("dl", { class: "pairs" }, h("div", null, h("dt", null, words.t("expected")), h("dd", null, told(said(m.expected)))), h("div", null, h("dt", null, words.t("came")), h("dd", null, told(said(m.found))))),
      h("p", { class: "small" }, way(app, m.place, told(said(m.message)))),
    ]),
  );
}

/** @param {App} app @param {any} one */
function broken(app, one) {
  const { words } = app;
  return h(
    "article",
    { class: "case failed" },
    h("p", null, h("span", { class: "sign", "aria-hidden": "true" }, "✕"), " ", way(app, one.place, `${words.t("example")}, ${words.t("line", { n: one.place.line })}`), h("span", { class: "small" }, ` ${words.t("broken")}`)),
    h("p", { class: "message" }, told(one.message[words.lang])),
    one.help && h("p", { class: "todo" }, "→ ", told(one.help[words.lang])),
    h("p", null, button(words.t("explain", { code: one.code }), () => app.explain(one.code), { class: "quiet" })),
  );
}

/** @param {App} app */
function untried(app) {
  const { words, ran } = app;
  const hints = ran.coverage.flatMap((/** @type {any} */ c) => c.hints);
  if (hints.length === 0) return null;
  const [first] = ran.coverage;
  return h(
    "details",
    { "data-at": "untried", open: ran.coverage.length === 1 },
    h("summary", null, words.t("untried"), h("span", { class: "count" }, String(hints.length))),
    ran.coverage.length === 1 && h("p", { class: "small" }, words.t("coverage", { tried: first.criteria_tried, n: first.criteria })),
    list(hints.slice(0, FIRST).map((/** @type {any} */ hint) => way(app, hint.place, told(hint.message[words.lang])))),
  );
}

/** The rules cannot be used: where to see why. @param {App} app */
export function unusable(app) {
  const { words } = app;
  return h("div", { class: "note" }, h("p", null, words.t("unusable")), h("p", null, button(words.t("seeProblems"), () => app.choose("problems"))));
}
