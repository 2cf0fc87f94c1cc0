// How the list was made, as the law asks: the engine's own notice.

import { h, link } from "../dom.js";

/** @typedef {import("../app.js").App} App */

const WIDE = 6; // columns beyond which paper takes a smaller type

/** @param {App} app */
export function notice(app) {
  return app.later(app.advisor.notice(), (told) => [
    h("p", { class: "lead" }, told.title),
    h("p", { class: "small" }, link(told.law.url, told.law.title, app.t("newTab"))),
    told.sections.map((/** @type {any} */ s) => h("section", null, h("h4", null, s.title), s.paragraphs.map((/** @type {string} */ p) => h("p", null, p)), (s.tables ?? []).map(table))),
    h("p", { class: "small fingerprint" }, `${told.rule_set.id} ${told.rule_set.version} · ${told.rule_set.fingerprint}`),
  ]);
}

/** @param {any} t */
function table(t) {
  return h(
    "details",
    { class: t.columns.length > WIDE ? "dense" : null },
    h("summary", null, t.title),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": t.title },
      h(
        "table",
        { part: "table" },
        h("thead", null, h("tr", null, t.columns.map((/** @type {string} */ c) => h("th", { scope: "col" }, c)))),
        h("tbody", null, t.rows.map((/** @type {string[]} */ row) => h("tr", null, row.map((cell, i) => (i === 0 ? h("th", { scope: "row" }, cell) : h("td", null, cell)))))),
      ),
    ),
  );
}
