// The roadmap: when the project can start, what presses, every step with its days, and all documents once.

import { h } from "../dom.js";
import { list, schemes } from "../tell.js";
import { refused } from "./plan.js";
import { lines } from "./sources.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app */
export function roadmap(app) {
  return app.later(app.advisor.plan(app.chosen.wishes), (told) => page(app, told), (error) => refused(app, error));
}

/** @param {App} app @param {any} p */
function page(app, { roadmap: r, checklist: c }) {
  const pair = (/** @type {any} */ key, /** @type {string} */ month) => h("div", null, h("dt", null, app.t(key)), h("dd", null, app.f.month(month)));
  /** @type {Map<string, any>} */
  const byId = new Map(r.steps.map((/** @type {any} */ s) => [s.id, s]));
  return [
    r.summary.map((/** @type {string} */ s) => h("p", { class: "lead" }, s)),
    h("dl", { class: "figures" }, pair("wanted", r.starts.wanted), pair("allowedStart", r.starts.allowed), pair("safe", r.starts.safe)),
    r.meanwhile.labels.length > 0 && h("section", null, h("h4", null, app.t("meanwhile")), list(r.meanwhile.labels)),
    h("section", null, h("h4", null, app.t("steps")), h("ol", { class: "timeline" }, r.steps.map((/** @type {any} */ s) => step(app, s, byId)))),
    papers(app, c),
    r.notes.length > 0 && h("section", null, h("h4", null, app.t("notes")), list(r.notes)),
  ];
}

/** @param {App} app @param {any} s @param {Map<string, any>} byId */
function step(app, s, byId) {
  const late = s.margin !== undefined && s.margin < 0;
  const margin = s.margin === undefined ? null : h("span", { class: late ? "flag late" : "flag" }, app.t(late ? "marginLate" : "marginLeft", { n: Math.abs(s.margin), days: app.f.number(Math.abs(s.margin)) }));
  const day = s.earliest === s.by ? app.f.day(s.by) : app.f.dayRange(s.earliest, s.by);
  // what is of the same scheme needs no name
  const named = (/** @type {any} */ other) => (other.title && other.about !== s.about ? `${other.label} (${other.title})` : other.label);
  const waits = s.waits.map((/** @type {any} */ w) => {
    const notes = [w.days.to > 0 && app.f.days(w.days), w.because === "rule" && app.t("waitRule"), w.because === "safe" && app.t("waitSafe")].filter(Boolean).join(", ");
    return (byId.has(w.step) ? named(byId.get(w.step)) : w.step) + (notes && ` [${notes}]`);
  });
  return h(
    "li",
    { class: s.done ? "done" : null },
    h("div", { class: "when" }, day),
    h(
      "div",
      null,
      h("strong", null, s.label),
      s.title && h("div", { class: "small" }, s.title),
      h("div", { class: "flags" }, s.done && h("span", { class: "flag" }, app.t("done")), s.critical && h("span", { class: "flag decisive" }, app.t("critical")), margin),
      h(
        "div",
        { class: "small" },
        list([
          s.latest && app.t("value", { label: app.t("latest"), value: app.f.day(s.latest) }),
          s.allowed && app.t("allowedFrom", { day: app.f.day(s.allowed) }),
          s.hours && app.t("work", { hours: app.f.hours(s.hours) }),
          s.lines?.length && lines(app, s.lines),
          waits.length > 0 && app.t("waits", { list: waits.join(app.words.semicolon) }),
        ]),
      ),
    ),
  );
}

/** @param {App} app @param {any} c the checklist */
function papers(app, c) {
  const row = (/** @type {any} */ d) => {
    const notes = [d.for === "payment" && app.t("forPayment"), d.validity && app.t("validity", { months: app.f.months({ from: d.validity, to: d.validity }) }), d.again && app.t("again")].filter(Boolean).join(", ");
    return h("tr", null, h("th", { scope: "row" }, d.title, notes && h("div", { class: "small" }, notes)), h("td", null, d.issuer ?? "–"), h("td", null, d.latest ? app.f.day(d.latest) : "–"), h("td", null, schemes(app, d.schemes)));
  };
  const each = (/** @type {any} */ per) => app.t("perHour", { amount: per.high === undefined ? app.t("orMore", { low: app.f.euros(per.low) }) : per.low === per.high ? app.f.euros(per.low) : app.t("between", { low: app.f.bare(per.low), high: app.f.euros(per.high) }) });
  const work = (/** @type {any} */ f) => app.t("value", { label: f.title, value: [app.t("files", { n: f.files }), f.hours && app.f.hours(f.hours), f.committees > 0 && app.t("committees", { n: f.committees }), f.per_hour && each(f.per_hour)].filter(Boolean).join(", ") });
  return [
    h(
      "section",
      null,
      h("h4", null, app.t("checklist")),
      c.documents.length > 0 &&
        h(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": app.t("checklist") },
          h("table", { part: "table", class: "stack" }, h("thead", null, h("tr", null, [app.t("document"), app.t("issuer"), app.t("latest"), app.t("forWhat")].map((t) => h("th", { scope: "col" }, t)))), h("tbody", null, c.documents.map(row))),
        ),
    ),
    c.quotes.length > 0 && h("section", null, h("h4", null, app.t("quotes")), list(c.quotes.map((/** @type {any} */ q) => `${app.t("quotesTold", { label: q.label, amount: app.f.euros(q.amount), n: q.count })} – ${schemes(app, q.schemes)}`))),
    h(
      "details",
      null,
      h("summary", null, h("h4", null, app.t("workOf"))),
      h("p", null, [app.t("hoursAll", { hours: app.f.hours(c.hours) }), c.committees > 0 && app.t("committees", { n: c.committees }), c.per_hour && each(c.per_hour)].filter(Boolean).join(", ")),
      list(c.files.map(work)),
      c.hours_unknown.length > 0 && h("p", { class: "small" }, app.t("hoursUnknown", { list: schemes(app, c.hours_unknown) })),
    ),
  ];
}
