// What `check` finds, first in the open file, then elsewhere; each with what to do, other places, and its page.

import { h } from "../element/dom.js";
import { button, list, told } from "./ui.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./editor.js").Finding} Finding */

const FIRST = 50;
const SIGNS = { error: "✕", warning: "!", hint: "i" };

/** @param {App} app */
export function problems(app) {
  const { words, report, open } = app;
  if (!report) return [h("p", null, words.t("checking"))];
  const here = report.findings.filter((/** @type {Finding} */ f) => f.place.path === open);
  const elsewhere = report.findings.filter((/** @type {Finding} */ f) => f.place.path !== open);
  if (report.findings.length === 0) return [h("p", { class: "good" }, "✓ ", words.t("allNone"))];
  return [
    h("h3", null, words.t("here")),
    here.length === 0 ? h("p", null, words.t("hereNone")) : cards(app, here),
    elsewhere.length > 0 && [h("h3", null, words.t("elsewhere")), cards(app, elsewhere)],
  ];
}

/** @param {App} app @param {Finding[]} findings */
function cards(app, findings) {
  const first = findings.slice(0, FIRST);
  const rest = findings.slice(FIRST);
  const place = h("ul", { class: "findings" }, first.map((f) => h("li", null, card(app, f))));
  if (rest.length === 0) return place;
  const more = button(app.words.t("moreShown", { n: rest.length }), () => {
    more.remove();
    place.append(...rest.map((f) => h("li", null, card(app, f))));
  });
  return [place, more];
}

/** @param {App} app @param {Finding} f */
function card(app, f) {
  const { words } = app;
  const { path, line, column } = f.place;
  return h(
    "article",
    { class: `finding ${f.severity}`, "data-code": f.code },
    h("p", { class: "head" }, severity(app, f), h("button", { type: "button", class: "quiet", on: { click: () => app.jump(path, line, column) } }, path === app.open ? words.t("line", { n: line }) : `${app.titleOf(path)}, ${words.t("line", { n: line })}`)),
    body(app, f),
  );
}

/** How bad it is, as a sign and a word, and its code. @param {App} app @param {Finding} f */
function severity({ words }, f) {
  const { severity: how, code } = f;
  const known = how === "error" || how === "warning" || how === "hint" ? how : "hint";
  return h("span", { class: "severity" }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[known]), ` ${words.t(known)} `, h("code", null, code));
}

/** What is wrong, what to do, other places, and the way to its page. @param {App} app @param {Finding} f */
function body(app, f) {
  const { words } = app;
  const other = f.labels.map((label) =>
    button([label.place.path === f.place.path ? "" : `${app.titleOf(label.place.path)}, `, words.t("line", { n: label.place.line }), words.colon, told(label.text)], () => app.jump(label.place.path, label.place.line, label.place.column), { class: "quiet" }),
  );
  return [
    h("p", { class: "message" }, told(f.message)),
    f.help && h("p", { class: "todo" }, "→ ", told(f.help)),
    other.length > 0 && h("div", { class: "small" }, words.t("seeAlso"), list(other)),
    h("p", null, button(words.t("explain", { code: f.code }), () => app.explain(f.code), { class: "quiet" })),
  ];
}

/** The same in the tooltip under the pointer. @param {App} app @param {Finding} f */
export const tooltip = (app, f) => h("div", null, h("p", null, severity(app, f)), body(app, f));

/** What there is to say of the place where the cursor is. @param {App} app @param {number} line @param {number} column @returns {Finding | undefined} */
export function under({ report, open }, line, column) {
  const own = (report?.findings ?? []).filter((/** @type {Finding} */ f) => f.place.path === open);
  return own.find((/** @type {Finding} */ f) => holds(f, line, column)) ?? own.find((/** @type {Finding} */ f) => f.place.line === line);
}

/** @param {Finding} f @param {number} line @param {number} column */
function holds({ place, text }, line, column) {
  const lines = text.split("\n");
  const last = place.line + lines.length - 1;
  if (line < place.line || line > last) return false;
  const end = (lines.length === 1 ? place.column : 1) + [...(lines.at(-1) ?? "")].length;
  return (line > place.line || column >= place.column) && (line < last || column <= end);
}

/** The strip below the editor. @param {App} app @param {Finding | undefined} f */
export function strip(app, f) {
  const { words } = app;
  if (!f) return [h("p", { class: "small" }, words.t("nothingUnder"))];
  return [h("p", null, severity(app, f), words.colon, told(f.message), f.help && [" → ", told(f.help)], " ", button(words.t("explain", { code: f.code }), () => app.explain(f.code), { class: "quiet" }))];
}
