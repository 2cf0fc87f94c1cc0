// The financing plan: what it comes to, where the money comes from, what is left out and why, and the cash month by month. A person
// may do without a source, insist on one, or suppose that open answers are favourable; the engine then plans anew.

import { TerreauError } from "../../terreau.js";
import { h } from "../dom.js";
import { list, schemes } from "../tell.js";
import { cash } from "./cash.js";
import { answerButton } from "./scheme.js";
import { sources } from "./sources.js";
import { table } from "./table.js";
import { wish, wished } from "./wishes.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app */
export function plan(app) {
  return app.later(app.advisor.plan(app.chosen.wishes), (told) => page(app, told), (error) => refused(app, error));
}

/** What keeps a plan from being made, with the questions that would let it. @param {App} app @param {any} error */
export function refused(app, error) {
  if (!(error instanceof TerreauError)) return h("p", { class: "error" }, String(error.message ?? error));
  const rows = error.problems.map(({ path, message }) => {
    const key = path.replace(/^facts\./, "");
    const asked = app.advisor.facts.get(key);
    return [message, " ", asked && answerButton(app, key, asked.label)];
  });
  return [h("p", null, app.t("planNeeds")), list(rows), wished(app)];
}

/** @param {App} app @param {any} p */
function page(app, p) {
  const part = (/** @type {any} */ key, /** @type {import("../dom.js").Child} */ child) => child && h("section", null, h("h4", null, app.t(key)), child);
  return [
    p.summary.map((/** @type {string} */ s) => h("p", { class: "lead" }, s)),
    figures(app, p),
    wished(app),
    part("moneyFrom", sources(app, p.sources)),
    p.helps.length > 0 && part("helpsOf", sources(app, p.helps)),
    h("section", null, h("h4", null, app.t("cashTitle")), cash(app, p)),
    part("findings", list(p.findings.map((/** @type {any} */ f) => f.label))),
    part("blockers", list(p.blockers.map((/** @type {any} */ b) => `${b.label} (${app.t("withoutRule", { amount: app.f.euros(b.gap) })})`))),
    part("otherPlans", list(p.others.map((/** @type {any} */ o) => app.t("value", { label: o.title, value: o.plan.label })))),
    part("ifWrong", list(p.stress.map((/** @type {any} */ s) => app.t("value", { label: s.label, value: `${app.t("lowest", { amount: app.f.euros(s.trough.lowest), month: app.f.month(s.trough.month) })}, ${app.t("ends", { amount: app.f.euros(s.end) })}` })))),
    p.hopeful && part("hopeful", [h("p", null, p.hopeful.label), p.hopeful.adds.length > 0 && h("p", null, app.t("hopefulAdds", { list: schemes(app, p.hopeful.adds) })), list(p.hopeful.missing.map((/** @type {string} */ key) => [app.advisor.asked(key)?.question ?? key, " ", answerButton(app, key, app.advisor.asked(key)?.label ?? key)]))]),
    left(app, p),
    part("headroom", list(p.headroom.map((/** @type {any} */ r) => app.t("roomTold", { title: r.title, taken: app.f.euros(r.taken), room: app.f.euros(r.room) })))),
    part("assumptions", list(p.assumptions.map((/** @type {any} */ a) => [a.label, " ", app.advisor.facts.has(a.key) && answerButton(app, a.key, app.advisor.asked(a.key)?.label ?? a.key)]))),
    part("proof", h("p", null, p.proof.label)),
    h("section", null, h("h4", null, app.t("tables")), p.tables.map((/** @type {any} */ t) => table(app, t))),
  ];
}

/** @param {App} app @param {any} p */
function figures(app, p) {
  const low = (/** @type {any} */ t) => (t.depth > 0 ? app.t("inMonth", { amount: app.f.euros(-t.depth), month: app.f.month(t.month) }) : app.f.euros(0));
  const pair = (/** @type {any} */ key, /** @type {string} */ value) => h("div", null, h("dt", null, app.t(key)), h("dd", null, value));
  return h(
    "dl",
    { class: "figures" },
    pair("planCost", app.f.euros(p.uses)),
    pair("gap", app.f.euros(p.gap)),
    pair("trough", low(p.trough)),
    p.worst.lowest !== p.trough.lowest && pair("worst", low(p.worst)),
    p.working_capital && pair("workingCapital", low(p.working_capital)),
    pair("netCost", app.f.euros(p.cost)),
    pair("filesOf", app.t("files", { n: p.files })),
    pair("startIn", app.f.month(p.start)),
  );
}

/** @param {App} app @param {any} p */
function left(app, p) {
  if (p.left.length === 0) return null;
  const row = (/** @type {any} */ l) => [
    h("strong", null, l.title),
    app.words.colon,
    l.label,
    l.forced && ` (${l.forced.label})`,
    " ",
    l.missing.length > 0 && answerButton(app, l.missing, l.title),
    !["refused", "closed"].includes(l.why) && wish(app, "take", l.id, app.t("take"), l.title),
  ];
  return h("details", null, h("summary", null, h("h4", null, app.t("leftOut"), " ", h("span", { class: "count" }, String(p.left.length)))), list(p.left.map(row)));
}
