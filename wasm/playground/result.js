// What the rules give to the profile: the open scheme with its reasons, then the whole list. Every word about rules is the engine's.

import { h } from "../element/dom.js";
import { subject, unusable } from "./examples.js";
import { button } from "./ui.js";

/** @typedef {import("./app.js").App} App */

const SIGNS = { eligible: "✓", conditional: "✓", undetermined: "?", ineligible: "✕", yes: "✓", no: "✕", unknown: "?" };
const GROUPS = /** @type {const} */ (["now", "later", "not", "closed"]);

/** @param {App} app */
export function result(app) {
  const { words, tried } = app;
  if (app.usable === false && !tried) return [unusable(app)];
  if (!tried) return [h("p", { "aria-busy": "true" }, words.t("checking"))];
  if (!tried.report) return [h("p", { class: "bad" }, "✕ ", words.t("profileBad", { n: tried.findings.length })), h("p", null, button(words.t("tab_profile"), () => app.choose("profile")))];
  const { report } = tried;
  const id = subject(app.open);
  const own = report.schemes.find((/** @type {any} */ s) => s.scheme === id);
  return [
    app.usable === false && h("p", { class: "note" }, words.t("outdated")),
    h("p", { class: "small" }, words.t("resultOf", { day: words.f.day(report.as_of) })),
    own ? scheme(app, own) : h("p", null, words.t("notInList")),
    whole(app, report.schemes, id),
  ];
}

/** A sign and a word; the colour only repeats them. @param {App} app @param {keyof typeof SIGNS} what @param {string} [name] */
const badge = ({ words }, what, name = "verdict") => h("span", { class: `${name} ${what}` }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[what]), ` ${words.t(what)}`);

/** @param {App} app @param {any} s */
function scheme(app, s) {
  const { words } = app;
  const closed = s.group === "closed" || s.group === "later";
  return h(
    "article",
    { class: "scheme", "data-scheme": s.scheme },
    h("h3", null, s.title),
    h("p", null, badge(app, s.verdict), closed && h("span", { class: "small" }, ` ${words.t("closedScheme")}`)),
    why(app, s),
    s.verdict === "ineligible" && s.group !== "closed" && wouldChange(app, s.near_miss),
    h("dl", { class: "pairs" }, pair(words.t("amount"), money(app, s.amount)), pair(words.t("computed"), trace(app, s.amount))),
    s.criteria?.length > 0 && [h("h4", null, words.t("criteria")), criteria(app, s.criteria)],
  );
}

/** @param {string} label @param {import("../element/dom.js").Child} value */
const pair = (label, value) => value && h("div", null, h("dt", null, label), h("dd", null, value));

/** The verdict in a sentence, with what it hangs on. @param {App} app @param {any} s */
function why({ words, facts }, s) {
  const label = (/** @type {string} */ key) => facts.find(({ fact }) => fact === key)?.label ?? key;
  const of = (/** @type {string} */ id) => s.criteria?.find((/** @type {any} */ c) => c.id === id)?.label ?? id;
  const items = s.verdict === "ineligible" ? s.failing.map(of) : s.verdict === "undetermined" ? s.missing.map(label) : s.verdict === "conditional" ? s.declared.map((/** @type {any} */ d) => d.label) : [];
  const told = { eligible: "eligibleTold", conditional: "conditionalTold", undetermined: "undeterminedTold", ineligible: "ineligibleTold" };
  const key = /** @type {import("./words.js").Key} */ (told[/** @type {keyof typeof told} */ (s.verdict)]);
  return [h("p", null, words.t(key)), items.length > 0 && h("ul", { class: "reasons" }, items.map((/** @type {string} */ item) => h("li", null, item)))];
}

/** What would turn a refusal, the least first. @param {App} app @param {any} near */
function wouldChange({ words }, near) {
  const way = (/** @type {any} */ { change, verdict }) => h("li", null, change.label, words.semicolon, words.t("then", { verdict: words.t(verdict).toLowerCase() }));
  return [
    h("h4", null, words.t("wouldChange")),
    near ? h("ul", { class: "reasons" }, [...near.best, ...near.others].map(way)) : h("p", null, words.t("nothingChanges")),
    near && h("p", { class: "small" }, [near.proved && words.t("proved"), near.truncated && words.t("searchCut")].filter(Boolean).join(" ")),
  ];
}

/** @param {App} app @param {any} a */
function money({ words }, a) {
  if (!a) return words.t("noAmount");
  if (a.low === null || a.low === undefined) return words.t("amountNot");
  const low = words.f.euros(a.low);
  if (a.high === null || a.high === undefined) return words.t("orMore", { low });
  return a.low === a.high ? low : words.t("between", { low, high: words.f.euros(a.high) });
}

/** The steps of the amount. @param {App} app @param {any} a */
function trace({ words }, a) {
  if (!a?.trace?.length) return null;
  const value = (/** @type {any} */ step, /** @type {number | null} */ n) => (n === null || n === undefined ? "–" : step.step === "rate" ? words.f.percent(n) : words.f.euros(n));
  const told = (/** @type {any} */ step) => (step.low === step.high ? value(step, step.low) : words.t("between", { low: value(step, step.low), high: value(step, step.high) }));
  return h("ul", { class: "plain" }, a.trace.map((/** @type {any} */ step) => h("li", null, step.label, words.colon, told(step))));
}

/** @param {App} app @param {any[]} all @returns {HTMLElement} */
function criteria(app, all) {
  return h(
    "ul",
    { class: "criteria" },
    all.map((c) =>
      h(
        "li",
        null,
        h("p", null, badge(app, c.truth, "truth"), h("span", null, c.label, c.form === "declared" && h("span", { class: "small" }, ` (${app.words.t("declaredBy")})`))),
        c.rule && h("p", { class: "small" }, h("code", null, document.createTextNode(c.rule))),
        c.used?.length > 0 && h("p", { class: "small" }, c.used.map((/** @type {any} */ u) => `${u.label}${app.words.colon}${u.value ?? (u.state === "unknown" ? app.words.t("unknown") : "–")}`).join(" · ")),
        c.parts?.length > 0 && criteria(app, c.parts),
      ),
    ),
  );
}

/** @param {App} app @param {any[]} schemes @param {string | null} id */
function whole(app, schemes, id) {
  const { words } = app;
  const row = (/** @type {any} */ s) => {
    const key = app.schemeKey(s.scheme);
    return h("li", { class: s.scheme === id ? "own" : null }, badge(app, s.verdict), " ", key ? button(s.title, () => app.show(key), { class: "quiet" }) : s.title, h("span", { class: "small" }, s.group === "now" ? ` ${score(app, s)}` : ""));
  };
  return [
    h("h3", null, words.t("wholeList")),
    GROUPS.map((group) => {
      const own = schemes.filter((s) => s.group === group);
      return own.length > 0 && h("details", { "data-at": `list-${group}`, open: group === "now" }, h("summary", null, words.t(`group_${group}`), h("span", { class: "count" }, String(own.length))), h("ul", { class: "whole" }, own.map(row)));
    }),
  ];
}

/** @param {App} app @param {any} s */
function score({ words }, s) {
  const [low, high] = [words.f.number(s.score.low), words.f.number(s.score.high)];
  return low === high ? words.t("score", { low }) : words.t("scoreBetween", { low, high });
}
