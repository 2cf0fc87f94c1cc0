// What the engine answers in keys, said in words: verdicts, amounts, calendars, values of facts.

import { h, link } from "./dom.js";
import { icon } from "./icons.js";
import { named } from "./questions/code.js";

/** @typedef {import("./app.js").App} App */

/** A verdict in words, with its shape. @param {App} app @param {any} s */
export function verdict(app, s) {
  const closed = s.group === "closed";
  return h("span", { class: `verdict ${closed ? "closed" : s.verdict}`, part: "verdict" }, icon(closed ? "ineligible" : s.verdict), app.t(closed ? "closed" : s.verdict));
}

/** Why it is so, in a sentence. @param {App} app @param {any} s */
export function verdictTold(app, s) {
  if (s.verdict === "undetermined" && s.why !== "missing" && s.why) return app.t(s.why === "coupled" ? "coupledTold" : "limitTold");
  return app.t(/** @type {import("./words.js").Key} */ (`${s.verdict}Told`));
}

/** From one number to another, or one. @param {App} app @param {string} low @param {string} high */
export const between = (app, low, high) => (low === high ? low : app.t("between", { low, high }));

/** How much, in a few words. @param {App} app @param {any} amount */
export function amountShort(app, amount) {
  if (!amount) return app.t("noAmount");
  if (amount.state === "not_applicable" || amount.low === null || amount.high === null) return app.t("amountNot");
  const { low, high } = amount;
  const range = amount.uncapped ? app.t("orMore", { low: app.f.euros(low) }) : between(app, low === high ? app.f.euros(low) : app.f.bare(low), app.f.euros(high));
  const form = app.t(/** @type {any} */ (amount.form));
  return `${range} ${form}`;
}

/** What is to be known of the amount besides. @param {App} app @param {any} amount @returns {string[]} */
export function amountNotes(app, amount) {
  if (!amount || amount.state === "not_applicable" || amount.low === null) return [];
  const notes = [];
  if (amount.low !== amount.high) notes.push(app.t("byMissing"));
  if (!amount.exact) notes.push(app.t("notExact"));
  if (amount.state === "maybe_not_applicable") notes.push(app.t("amountMaybe"));
  return notes;
}

/** When it pays. @param {App} app @param {any[]} payments */
export function payments(app, payments) {
  return payments.map((p) => {
    const when = p.share === 1 ? p.label : app.t("paidAll", { share: app.f.percent(p.share), when: p.label });
    const delay = p.delay_days && p.delay_days.to > 0 ? ` (${app.t("after", { delay: app.f.days(p.delay_days) })})` : "";
    return when + delay;
  });
}

/** Its calendar. @param {App} app @param {any} w */
export function calendar(app, w) {
  const day = (/** @type {string} */ iso) => app.f.day(iso);
  const parts = [];
  if (w.state === "open") parts.push(w.closes ? app.t("openUntil", { day: day(w.closes) }) : app.t("openFree"));
  else if (w.state === "upcoming") {
    parts.push(app.t("opensOn", { day: day(w.opens) }));
    if (w.closes) parts.push(app.t("closesOn", { day: day(w.closes) }));
  } else if (w.state === "closed") parts.push(w.closes ? app.t("closedSince", { day: day(w.closes) }) : app.t("closed"));
  else parts.push(app.t("undated"));
  if (w.decided) parts.push(app.t("decidedOn", { day: day(w.decided) }));
  return parts.join(", ") + (w.because ? ` (${w.because})` : "");
}

/** A value of a profile, or of a completion, as its fact says it. @param {App} app @param {string} key @param {any} value @returns {string} */
export function said(app, key, value) {
  const asked = app.advisor.facts.get(key);
  const type = key.includes("/") ? "bool" : asked?.type;
  if (value === null || value === undefined) return app.t("noAnswer");
  if (Array.isArray(value)) {
    if (value.length === 0) return app.t(type === "list" ? "noLine" : "noneOfThese");
    if (type === "list") return lines(app, key, value).join(" ; ");
    return value.map((v) => said(app, key, v)).join(", ");
  }
  if (typeof value === "object") return state(app, key, value);
  const text = String(value);
  if (type === "bool") return app.t(["true", "yes", "oui"].includes(text.toLowerCase()) ? "yes" : "no");
  const member = asked?.values?.find((/** @type {string[]} */ [name]) => name === text);
  if (member) return member[1];
  if (type === "code") return named(app, asked?.taxonomy ?? "", text);
  if (type === "date") return app.f.day(text);
  return measured(app, asked, text);
}

/** @param {App} app @param {string} key @param {Record<string, any>} value */
function state(app, key, value) {
  const one = (/** @type {any} */ v) => said(app, key, v);
  if (value.state) return app.t(value.state === "none" ? "none" : value.state === "not_applicable" ? "notApplicable" : "unknown");
  if (value.one_of) return value.one_of.map(one).join(app.f.lang === "fr" ? " ou " : " or ");
  if (value.from !== undefined && value.to !== undefined) return app.t("between", { low: one(value.from), high: one(value.to) });
  if (value.from !== undefined) return app.t("atLeast", { amount: one(value.from) });
  if (value.to !== undefined) return app.t("upMost", { amount: one(value.to) });
  const years = value.age ?? value.years_ago;
  return years !== undefined ? `${years} ${app.t("years")}` : value.months_ago !== undefined ? `${value.months_ago} ${app.t("months")}` : JSON.stringify(value);
}

/** @param {App} app @param {any} asked @param {string} text */
function measured(app, asked, text) {
  const n = Number(text.replace("%", ""));
  if (Number.isNaN(n)) return text;
  if (asked?.type === "rate") return app.f.percent(text.endsWith("%") ? n / 100 : n);
  const unit = asked?.unit_label ?? "";
  return `${asked?.type === "money" ? app.f.bare(n) : app.f.number(n)}${unit && `\u00a0${unit}`}`;
}

/** The records of a list, a text each. @param {App} app @param {string} key @param {any[]} records */
export const lines = (app, key, records) => records.map((record) => line(app, app.advisor.facts.get(key), record));

/** @param {App} app @param {any} asked @param {any} record */
function line(app, asked, record) {
  const one = (/** @type {any} */ f) => {
    const value = record[f.field];
    if (value === undefined) return null;
    const member = f.values?.find((/** @type {string[]} */ [name]) => name === String(value));
    if (member) return member[1];
    return f.type === "date" ? app.f.day(value) : f.type === "text" ? value : f.type === "int" ? `${f.label.replace(/ \(.*\)$/, "")} ${app.f.bare(value)}` : measured(app, f, String(value));
  };
  return asked.fields.map(one).filter(Boolean).join(", ");
}

/** Facts with their values. @param {App} app @param {Record<string, any>} completion */
export const completion = (app, completion) =>
  Object.entries(completion)
    .map(([key, value]) => app.t("value", { label: app.advisor.asked(key)?.label ?? key, value: said(app, key, value) }))
    .join(app.words.semicolon);

/** Names of schemes. @param {App} app @param {string[]} ids */
export const schemes = (app, ids) => ids.map((id) => app.advisor.scheme(id)).join(app.words.semicolon);

/** A source with its link and the day it was read. @param {App} app @param {any} r */
export const reference = (app, r) => [r.url ? link(r.url, r.title, app.t("newTab")) : r.title, r.read_on && ` (${app.t("readDay", { day: app.f.day(r.read_on) })})`];

/** A list of what it is given, nothing when that is empty. @param {import("./dom.js").Child[]} items */
export const list = (items) => {
  const there = items.filter(Boolean);
  return there.length > 0 && h("ul", null, there.map((item) => h("li", null, item)));
};
