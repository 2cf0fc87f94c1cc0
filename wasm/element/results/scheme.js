// One scheme: its verdict in words, how much and when on its face; why, what is missing, paperwork, contacts and sources inside.

import { h, link } from "../dom.js";
import { amountNotes, amountShort, between, calendar, completion, list, payments, reference, schemes, verdict, verdictTold } from "../tell.js";
import { nearMiss } from "./change.js";
import { filedOn, filing } from "./filing.js";
import { why } from "./why.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app @param {any} s */
export function scheme(app, s) {
  const refused = s.verdict === "ineligible" || s.group === "closed";
  const body = h("div", { class: "body" });
  const details = h("details", { class: "more" }, h("summary", null, app.t("details"), h("span", { class: "hidden" }, ` – ${s.title}`)), body);
  details.addEventListener("toggle", () => details.open && !body.firstChild && body.append(...inside(app, s, refused)));
  const pays = payments(app, s.payment ?? []);
  const notes = amountNotes(app, s.amount);
  return h(
    "article",
    { class: "card", part: "card", "data-scheme": s.scheme },
    h(
      "header",
      null,
      h("p", { class: "kind" }, s.kind_label, " · ", s.provider.title || s.provider.id),
      h("h5", { tabindex: "-1" }, s.title),
      verdict(app, s),
    ),
    s.summary && h("p", { class: "summary" }, s.summary),
    h(
      "dl",
      { class: "facts" },
      !refused && pair(app.t("amount"), [h("strong", null, amountShort(app, s.amount)), notes.length > 0 && h("span", { class: "small" }, ` (${notes.join(", ")})`)]),
      !refused && pays.length > 0 && pair(app.t("paid"), pays.length === 1 ? pays[0] : list(pays)),
      pair(app.t("window"), calendar(app, s.window)),
      filedOn(app, s.scheme) && pair(app.t("filed"), filedOn(app, s.scheme)),
      !refused && pair(app.t("score"), score(app, s)),
    ),
    details,
  );
}

/** @param {string} label @param {import("../dom.js").Child} child */
const pair = (label, child) => h("div", null, h("dt", null, label), h("dd", null, child));

/** @param {App} app @param {any} s */
function score(app, s) {
  const { low, high } = s.score;
  const told = low === high ? app.t("outOf", { low: app.f.number(low) }) : app.t("outOfBetween", { low: app.f.number(low), high: app.f.number(high) });
  return `${told} (${app.t("place", { n: s.place })}${s.tied ? `, ${app.t("tied")}` : ""})`;
}

/** @param {App} app @param {any} s @param {boolean} refused @returns {Node[]} */
function inside(app, s, refused) {
  const part = (/** @type {string} */ title, /** @type {import("../dom.js").Child[]} */ ...children) => {
    const there = children.flat(9).filter((c) => c !== null && c !== undefined && c !== false && c !== "");
    return there.length > 0 && h("section", null, h("h6", null, title), there);
  };
  return /** @type {Node[]} */ (
    [
      h("p", null, verdictTold(app, s)),
      why(app, s),
      missing(app, s, part),
      part(app.t("declared"), list(s.declared.map((/** @type {any} */ d) => declared(app, d)))),
      refused && s.group !== "closed" && part(app.t("wouldChange"), app.later(app.advisor.deep(), (report) => nearMiss(app, found(report, s)?.near_miss))),
      part(app.t("enough"), app.later(app.advisor.deep(), (report) => list((found(report, s)?.reasons ?? []).map((/** @type {any} */ r) => r.label)) || "–")),
      money(app, s, part),
      part(app.t("paperwork"), paperwork(app, s.burden)),
      part(app.t("commitments"), list((s.commitments ?? []).map((/** @type {any} */ c) => c.label + (c.months ? ` (${app.t("during", { months: app.f.months({ from: c.months, to: c.months }) })})` : "")))),
      s.support && part(app.t("support"), h("p", null, s.support)),
      list([s.excludes.length && app.t("notWith", { list: schemes(app, s.excludes) }), s.requires.length && app.t("onlyWith", { list: schemes(app, s.requires) })]),
      part(app.t("contact"), contact(app, s)),
      !app.full && part(app.t("filed"), filing(app, s)),
      part(app.t("trust"), h("p", null, s.confidence_label), s.unconfirmed.length > 0 && h("p", null, app.t("unconfirmed", { list: app.f.list([...new Set(s.unconfirmed.map((/** @type {any} */ u) => u.label))]) })), origin(app, s)),
      part(app.t("references"), list(s.references.map((/** @type {any} */ r) => reference(app, r)))),
      !app.full && parts(app, s),
    ].filter(Boolean)
  );
}

/** @param {any} report @param {any} s */
const found = (report, s) => report.schemes.find((/** @type {any} */ other) => other.scheme === s.scheme);

/** @param {App} app @param {any} s @param {Function} part */
function missing(app, s, part) {
  if (s.missing.length === 0) return null;
  const answer = (/** @type {string} */ key) => {
    const asked = app.advisor.asked(key);
    return [asked?.question ?? asked?.label ?? key, " ", answerButton(app, key, asked?.label ?? key)];
  };
  return part(
    app.t("missing"),
    list(s.missing.map(answer)),
    s.witness?.yes && h("p", { class: "small" }, app.t("witnessYes", { list: completion(app, s.witness.yes) })),
    s.witness?.no && h("p", { class: "small" }, app.t("witnessNo", { list: completion(app, s.witness.no) })),
    h("p", null, app.button(app.t("settleScheme"), () => app.show("question", { scheme: s.scheme }))),
  );
}

/** A button that asks for these answers and comes back. @param {App} app @param {string | string[]} key @param {string} label */
export function answerButton(app, key, label) {
  return h("button", { type: "button", class: "quiet", "aria-label": `${app.t("answer")} – ${label}`, on: { click: () => app.show("question", { keys: [key].flat(), from: "results" }) } }, app.t("answer"));
}

/** @param {App} app @param {any} d */
function declared(app, d) {
  const mine = d.by === "applicant";
  return [d.label, h("span", { class: "small" }, ` (${app.t(mine ? "byApplicant" : "byFunder")})`), " ", mine && answerButton(app, d.key, d.label)];
}

/** How the amount is reckoned and what comes with it. @param {App} app @param {any} s @param {Function} part */
function money(app, s, part) {
  const a = s.amount;
  if (!a) return null;
  const value = (/** @type {any} */ step, /** @type {number} */ n) => (step.step === "rate" ? app.f.percent(n) : app.f.euros(n));
  const row = (/** @type {any} */ step) => {
    const name = app.t(step.step === "value" ? "value_step" : step.step);
    const told = step.low === null || step.high === null ? app.t("amountNot") : between(app, value(step, step.low), value(step, step.high));
    return h("tr", null, h("th", { scope: "row" }, name), h("td", null, told), h("td", null, step.step === "total" ? "" : step.label));
  };
  const loan = a.loan && [app.t("over", { months: app.f.months(a.loan.months) }), a.loan.deferral && app.t("deferral", { months: app.f.months(a.loan.deferral) }), a.loan.interest !== undefined && app.t("interest", { rate: app.f.percent(a.loan.interest) })].filter(Boolean).join(", ");
  const fees = a.fees && [a.fees.rate !== null && app.f.percent(a.fees.rate), a.fees.value !== null && app.f.euros(a.fees.value)].filter(Boolean).join(" + ");
  return part(
    app.t("computed"),
    h("p", null, h("strong", null, amountShort(app, a))),
    a.trace.length > 0 && h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${app.t("computed")} – ${s.title}` }, h("table", { part: "table" }, h("tbody", null, a.trace.map(row)))),
    a.at_low && h("p", { class: "small" }, app.t("lowCase", { list: completion(app, a.at_low) })),
    a.at_high && h("p", { class: "small" }, app.t("highCase", { list: completion(app, a.at_high) })),
    list([
      ...a.conditions.map((/** @type {any} */ c) => app.t("value", { label: app.t("conditions"), value: c.label })),
      loan && app.t("value", { label: app.t("terms"), value: loan }),
      fees && app.t("value", { label: app.t("fees"), value: fees }),
    ]),
  );
}

/** @param {App} app @param {any} burden */
function paperwork(app, burden) {
  if (!burden) return null;
  const sums = [
    burden.hours && app.t("work", { hours: app.f.hours(burden.hours) }),
    burden.committees !== undefined && app.t("committees", { n: burden.committees }),
    burden.decision_days && app.t("decision", { delay: app.f.days(burden.decision_days) }),
  ].filter(Boolean);
  return [sums.length > 0 && h("p", null, sums.join(", ")), burden.documents.length > 0 && h("p", null, app.t("documents"), app.f.lang === "fr" ? "\u00a0:" : ":"), list(burden.documents.map((/** @type {any} */ d) => d.title))];
}

/** @param {App} app @param {any} s */
function contact(app, s) {
  const { provider, apply } = s;
  const name = provider.title || provider.id;
  return list([
    apply && (apply.url ? [app.t("apply"), app.words.colon, link(apply.url, apply.label ?? apply.url, app.t("newTab"))] : apply.label),
    [app.t("provider"), app.words.colon, provider.url ? link(provider.url, name, app.t("newTab")) : name],
    app.t("readOn", { day: app.f.day(s.window.application_date) }),
  ]);
}

/** Which set brings a scheme, where rules come from several. @param {App} app @param {any} s */
function origin(app, s) {
  const p = s.provenance;
  if (!p) return null;
  const title = (/** @type {string} */ id) => app.advisor.ruleSet.layers?.find((/** @type {any} */ l) => l.id === id)?.title ?? id;
  const narrowed = p.narrowed_by?.length ? `, ${app.t("narrowedBy", { list: p.narrowed_by.map(title).join(", ") })}` : "";
  const closed = p.closed_by ? `, ${app.t("closedBy", { list: title(p.closed_by) })}` : "";
  return h("p", null, app.t("value", { label: app.t("origin"), value: title(p.layer) + narrowed + closed }));
}

/** @param {App} app @param {any} s */
function parts(app, s) {
  const lines = s.score.lines ?? [];
  if (lines.length === 0) return null;
  const span = (/** @type {{low: number, high: number}} */ r) => between(app, app.f.number(r.low), app.f.number(r.high));
  return h(
    "details",
    null,
    h("summary", null, app.t("scoreParts")),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": `${app.t("scoreParts")} – ${s.title}` },
      h(
        "table",
        { part: "table" },
        h("thead", null, h("tr", null, [app.t("lineOf"), app.t("points"), app.t("weight"), app.t("brings")].map((c) => h("th", { scope: "col" }, c)))),
        h("tbody", null, lines.map((/** @type {any} */ l) => h("tr", null, h("th", { scope: "row" }, l.title, l.otherwise && h("span", { class: "small" }, ` (${app.t("ofScore")})`)), h("td", null, span(l.points)), h("td", null, String(l.weight)), h("td", null, span(l))))),
      ),
    ),
  );
}
