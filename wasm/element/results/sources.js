// The sources of a plan: how much of each, when it comes, how it is given back, what it depends on, what is left without it.

import { h } from "../dom.js";
import { list } from "../tell.js";
import { wish } from "./wishes.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app @param {any[]} all */
export function sources(app, all) {
  return h("ul", { class: "sources" }, all.map((s) => h("li", { class: "card source", part: "card" }, source(app, s))));
}

/** @param {App} app @param {any} s */
function source(app, s) {
  const pair = (/** @type {any} */ key, /** @type {import("../dom.js").Child} */ child) => child && h("div", null, h("dt", null, app.t(key)), h("dd", null, child));
  const bounds = [s.cap > s.amount && app.t("upMost", { amount: app.f.euros(s.cap) }), s.floor !== undefined && app.t("atLeast", { amount: app.f.euros(s.floor) })].filter(Boolean).join(", ");
  return [
    h("div", { class: "between" }, h("h5", null, s.title), h("strong", { class: "sum" }, app.f.euros(s.amount))),
    h("p", { class: "small" }, [s.way_label, s.origin !== "none" && app.t(`origin_${/** @type {"local" | "national" | "eu"} */ (s.origin)}`), bounds, s.eligible !== undefined && s.rate !== undefined && app.t("onCost", { rate: app.f.percent(s.rate), amount: app.f.euros(s.eligible) }), s.counts_as_own && s.way !== "own" && app.t("countsOwn"), s.over && app.t("relayOf", { title: app.advisor.scheme(s.over) })].filter(Boolean).join(" · ")),
    h(
      "dl",
      { class: "facts" },
      pair("arrives", list(s.payments.map((/** @type {any} */ p) => arrival(app, p)))),
      pair("paysFor", lines(app, s.lines)),
      s.repayment && pair("repay", repayment(app, s.repayment)),
      pair("dependsOn", list(s.conditions)),
      s.aid && s.aid.equivalent > 0 && pair("headroom", app.t("counts", { amount: app.f.euros(s.aid.equivalent), regime: s.aid.title })),
    ),
    s.fallback && h("p", { class: "sentence" }, s.fallback.label),
    s.confidence && wish(app, "without", s.id, app.t("without"), s.title),
  ];
}

/** @param {App} app @param {any} p */
function arrival(app, p) {
  const amount = app.f.euros(p.amount);
  return p.early === p.late ? app.t("inMonth", { amount, month: app.f.month(p.early) }) : app.t("betweenMonths", { amount, early: app.f.month(p.early), late: app.f.month(p.late) });
}

/** The lines of the budget that it pays on, by name. @param {App} app @param {number[]} places */
export function lines(app, places) {
  const budget = app.advisor.state.profile.facts?.["finance.budget"];
  if (!Array.isArray(budget) || places.length === 0) return null;
  return places.map((i) => budget[i]?.label ?? app.t("line", { n: i + 1 })).join(", ");
}

/** @param {App} app @param {any} r */
function repayment(app, r) {
  const parts = [
    app.t("repayTold", { instalment: app.f.euros(r.instalment), months: app.f.months({ from: r.months, to: r.months }), until: app.f.month(r.until) }),
    r.deferral > 0 && app.t("deferral", { months: app.f.months({ from: r.deferral, to: r.deferral }) }),
    (r.interest > 0 || r.fees > 0) && app.t("interestFees", { interest: app.f.euros(r.interest), fees: app.f.euros(r.fees) }),
    !r.months_known && app.t("lengthGuess"),
    !r.rate_known && app.t("rateGuess"),
  ];
  return parts.filter(Boolean).join(", ");
}
