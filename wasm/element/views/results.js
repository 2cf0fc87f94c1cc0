// The advice: a section at a time on the screen, all of them on paper.

import { h } from "../dom.js";
import { help } from "../results/help.js";
import { list } from "../results/list.js";
import { notice } from "../results/notice.js";
import { plan } from "../results/plan.js";
import { roadmap } from "../results/roadmap.js";
import { sheets } from "../results/sheets.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {"schemes" | "plan" | "roadmap" | "help" | "sheets" | "notice"} Section */

/** @type {Record<Section, (app: App) => import("../dom.js").Child>} */
const SECTIONS = { schemes: list, plan, roadmap, help, sheets, notice };

/** @param {App} app */
export function results(app) {
  const { chosen } = app;
  const { counts, as_of } = app.report();
  const next = app.advisor.question();
  const names = /** @type {Section[]} */ (Object.keys(SECTIONS));
  const body = h("div", { class: "section" });
  const menu = h("nav", { class: "sections", "aria-label": app.t("results") });
  /** @param {Section} name @param {boolean} focus */
  const show = (name, focus) => {
    chosen.section = name;
    menu.replaceChildren(h("ul", null, names.map((n) => h("li", null, h("button", { type: "button", "aria-current": n === name ? "true" : null, part: "tab", on: { click: () => show(n, true) } }, app.t(n))))));
    const heading = h("h3", { tabindex: "-1" }, app.t(name));
    body.replaceChildren(h("section", null, heading, wrapped(SECTIONS[name](app))));
    if (focus) heading.focus();
  };
  show(/** @type {Section} */ (chosen.section), false);
  return h(
    "section",
    { class: "results" },
    h("h2", null, app.t("results")),
    h("p", { class: "lead" }, counts.now ? app.t("counted", { n: counts.now }) : app.t("countedNone")),
    h("p", { class: "small" }, app.t("rules", { title: app.advisor.ruleSet.title, version: app.advisor.ruleSet.version, date: app.f.day(as_of) }), " ", app.t("advice")),
    next.question
      ? h("div", { class: "callout" }, h("p", null, h("strong", null, app.t("rest")), app.words.colon, app.t("left", { n: next.left })), app.button(app.t("settle"), () => app.ask()))
      : h("p", { class: "callout" }, next.stop.label),
    h("slot", { name: "help" }),
    menu,
    body,
  );
}

/** @param {import("../dom.js").Child} child */
const wrapped = (child) => h("div", null, child);

/** All sections, opened: for paper. @param {App} app */
export function paper(app) {
  const names = /** @type {Section[]} */ (Object.keys(SECTIONS));
  const page = h(
    "section",
    { class: "paper" },
    h("h2", null, app.t("results")),
    h("p", { class: "small" }, app.t("rules", { title: app.advisor.ruleSet.title, version: app.advisor.ruleSet.version, date: app.f.day(app.advisor.settings.asOf) }), " ", app.t("advice")),
    names.map((name) => h("section", null, h("h3", null, app.t(name)), SECTIONS[name](app))),
  );
  return page;
}

/** Opens all that is folded. @param {Element} page */
export function unfold(page) {
  for (let again = true; again; ) {
    again = false;
    for (const details of page.querySelectorAll("details:not([open])")) {
      /** @type {HTMLDetailsElement} */ (details).open = true;
      details.dispatchEvent(new Event("toggle"));
      again = true;
    }
  }
}
