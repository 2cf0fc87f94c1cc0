// A table of euros as banks and funders ask for it.

import { h } from "../dom.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app @param {any} t */
export function table(app, t) {
  const column = (/** @type {string} */ c) => (/^\d{4}-\d{2}$/.test(c) ? app.f.shortMonth(c) : c);
  const row = (/** @type {any} */ r) =>
    h("tr", { class: r.style }, h("th", { scope: "row", colspan: r.style === "heading" ? t.columns.length + 1 : null }, r.label), r.cells.map((/** @type {number} */ c) => h("td", { class: "number" }, app.f.bare(Math.round(c)))));
  return h(
    "details",
    { class: "sheet" },
    h("summary", null, t.title),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": t.title },
      h("table", { part: "table" }, h("caption", { class: "hidden" }, t.title), h("thead", null, h("tr", null, h("th", { scope: "col" }, app.t("row")), t.columns.map((/** @type {string} */ c) => h("th", { scope: "col" }, column(c))))), h("tbody", null, t.rows.map(row))),
    ),
  );
}
