// A table of euros as banks and funders ask for it; on paper, a year of months at a time.

import { h } from "../dom.js";

/** @typedef {import("../app.js").App} App */

const YEAR = 12; // columns that a sheet of paper holds

/** @param {App} app @param {any} t */
export function table(app, t) {
  const step = app.full ? YEAR : t.columns.length;
  const starts = Array.from({ length: Math.ceil(t.columns.length / step) }, (_, i) => i * step);
  return h("details", { class: "sheet" }, h("summary", null, t.title), starts.map((from) => part(app, t, from, from + step)));
}

/** Some columns of a table. @param {App} app @param {any} t @param {number} from @param {number} to */
function part(app, t, from, to) {
  /** @type {string[]} */
  const columns = t.columns.slice(from, to);
  const column = (/** @type {string} */ c) => (/^\d{4}-\d{2}$/.test(c) ? app.f.shortMonth(c) : c);
  const row = (/** @type {any} */ r) =>
    h(
      "tr",
      { class: r.style },
      h("th", { scope: "row", colspan: r.style === "heading" ? columns.length + 1 : null }, r.label),
      r.cells.slice(from, to).map((/** @type {number} */ c) => h("td", { class: "number" }, app.f.bare(Math.round(c)))),
    );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": t.title },
    h(
      "table",
      { part: "table" },
      h("caption", { class: "hidden" }, t.title),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, app.t("row")), columns.map((c) => h("th", { scope: "col" }, column(c))))),
      h("tbody", null, t.rows.map(row)),
    ),
  );
}
