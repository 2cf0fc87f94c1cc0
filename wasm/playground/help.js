// The page of a code: what it means, wrong and right; then the list of all codes.

import { h } from "../element/dom.js";
import { button, told } from "./ui.js";

/** @typedef {import("./app.js").App} App */

const LETTERS = /** @type {const} */ (["E", "W", "H", "P"]);

/** @param {App} app */
export function help(app) {
  const { words, page, codes } = app;
  return [
    page ? about(app, page) : h("p", null, words.t("helpLead")),
    codes.length > 0 &&
      h(
        "section",
        null,
        h("h3", null, words.t("allCodes")),
        LETTERS.map((letter) => {
          const own = codes.filter(({ code }) => code.startsWith(letter));
          const row = (/** @type {any} */ one) => h("li", null, button([h("code", null, one.code), " ", one.title], () => app.explain(one.code), { class: "quiet", "data-at": `code-${one.code}` }));
          return h("details", { "data-at": `codes-${letter}`, open: letter === "E" && !page }, h("summary", null, words.t(`codes_${letter}`), h("span", { class: "count" }, String(own.length))), h("ul", { class: "plain" }, own.map(row)));
        }),
      ),
  ];
}

/** @param {App} app @param {any} page */
function about({ words }, page) {
  const block = (/** @type {any} */ e) => h("figure", { class: e.right ? "right" : "wrong" }, h("figcaption", null, e.right ? "✓ " : "✕ ", words.t(e.right ? "right" : "wrong"), e.file && [" – ", h("code", null, e.file)]), h("pre", { tabindex: "0" }, h("code", null, code(e.lines))));
  return h("article", { class: "about", "data-code": page.code }, h("h3", { tabindex: "-1", id: "about" }, h("code", null, page.code), " ", page.title), page.text.map((/** @type {string} */ p) => h("p", null, told(p))), page.examples.map(block));
}

/** Text of a file as it stands: no spaces are put in for typography. @param {string[]} lines */
const code = (lines) => document.createTextNode(lines.join("\n"));
