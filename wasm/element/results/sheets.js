// What others did, and guides: each with the reasons for showing it.

import { h, link } from "../dom.js";
import { list, reference } from "../tell.js";
import { needTitle } from "./why.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app */
export function sheets(app) {
  const { resources = [] } = app.report();
  if (resources.length === 0) return h("p", null, app.t("noSheets"));
  return h("div", { class: "cards" }, resources.map((/** @type {any} */ r) => sheet(app, r)));
}

/** @param {App} app @param {any} r */
function sheet(app, r) {
  const years = r.from && r.to && r.from !== r.to ? `${r.from}–${r.to}` : (r.from ?? r.to);
  const about = [r.kind_label, r.place, years].filter(Boolean).join(" · ");
  const told = (/** @type {import("../words.js").Key} */ key, /** @type {import("../dom.js").Child} */ child) => child && [h("h5", null, app.t(key)), child];
  return h(
    "article",
    { class: "card", part: "card" },
    h("p", { class: "kind" }, about),
    h("h4", null, r.title),
    h("p", { class: "summary" }, r.summary),
    h(
      "details",
      null,
      h("summary", null, app.t("sheetWhy"), h("span", { class: "hidden" }, ` – ${r.title}`)),
      list([...r.reasons.map((/** @type {any} */ x) => x.label), r.similarity && app.t("alike", { n: r.similarity.points })]),
      r.similarity && alike(app, r),
      told("met_there", list([...r.brakes.map((/** @type {string} */ id) => app.report().brakes?.find((/** @type {any} */ b) => b.brake === id)?.label), ...r.needs.map((/** @type {string} */ id) => needTitle(app, id))])),
      told("tried", r.tried && h("p", null, r.tried)),
      told("costOf", list(r.cost.map((/** @type {any} */ c) => app.t("value", { label: c.label, value: app.f.euros(c.amount) }) + (c.year ? ` (${c.year})` : "")))),
      told("result", r.result && h("p", null, r.result)),
      told("lessons", list(r.lessons)),
      told("actors", list(r.actors)),
      told("used", list(r.schemes)),
      told("contact", list(r.contacts.map((/** @type {any} */ c) => (c.url ? link(c.url, c.name, app.t("newTab")) : c.name)))),
      told("references", list(r.references.map((/** @type {any} */ x) => reference(app, x)))),
      told("trust", h("p", null, r.confidence_label)),
    ),
  );
}

/** @param {App} app @param {any} r */
function alike(app, r) {
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": `${app.t("alikeTable")} – ${r.title}` },
    h(
      "table",
      { part: "table" },
      h("thead", null, h("tr", null, ["fact", "ours", "theirs", "points"].map((key) => h("th", { scope: "col" }, app.t(/** @type {any} */ (key)))))),
      h("tbody", null, r.similarity.lines.map((/** @type {any} */ l) => h("tr", null, h("th", { scope: "row" }, l.label), h("td", null, l.ours), h("td", null, l.theirs), h("td", null, app.f.number(l.points))))),
    ),
  );
}
