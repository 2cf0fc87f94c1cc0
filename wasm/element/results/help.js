// Who can help: the brakes that the project meets, what it needs, and who gives it here.

import { h, link } from "../dom.js";
import { list, schemes, verdict } from "../tell.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app */
export function help(app) {
  const { brakes = [], needs = [] } = app.report();
  return [
    brakes.length > 0 && h("section", null, h("h4", null, app.t("brakes")), list(brakes.map((/** @type {any} */ b) => [h("strong", null, b.label), maybe(app, b.sure), b.schemes.length > 0 && h("div", { class: "small" }, schemes(app, b.schemes))]))),
    needs.length > 0 && h("section", null, h("h4", null, app.t("needsOf")), h("div", { class: "cards" }, needs.map((/** @type {any} */ n) => need(app, n)))),
    brakes.length + needs.length === 0 && h("p", null, app.t("noAnswers")),
  ];
}

/** @param {App} app @param {boolean} sure */
const maybe = (app, sure) => !sure && h("span", { class: "small" }, ` (${app.t("maybe")})`);

/** @param {App} app @param {any} n */
function need(app, n) {
  return h(
    "article",
    { class: "card", part: "card" },
    h("h5", null, n.title, maybe(app, n.sure)),
    n.helpers.length === 0 ? h("p", null, app.t("nobody")) : h("ul", { class: "helpers" }, n.helpers.map((/** @type {any} */ one) => h("li", null, helper(app, one)))),
    h("details", null, h("summary", null, app.t("because"), h("span", { class: "hidden" }, ` – ${n.title}`)), list(n.why.map((/** @type {any} */ w) => w.label + (w.scheme ? ` – ${app.advisor.scheme(w.scheme)}` : "")))),
  );
}

/** @param {App} app @param {any} one */
function helper(app, one) {
  const { provider } = one;
  const to = one.url ?? provider.url;
  const name = provider.title || provider.id;
  return [h("div", { class: "between" }, h("strong", null, one.title), verdict(app, one)), h("div", { class: "small" }, to ? link(to, name, app.t("newTab")) : name, one.contact && [" · ", one.contact])];
}
