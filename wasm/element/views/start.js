// The first page: what this is, what becomes of answers, and two ways to begin.

import { h } from "../dom.js";

/** @param {import("../app.js").App} app */
export function start(app) {
  const { ruleSet, state, settings } = app.advisor;
  const begun = state.answered.length > 0;
  return h(
    "section",
    { class: "start" },
    h(
      "div",
      null,
      h("slot", { name: "title" }, h("h2", null, app.t("title"))),
      h("slot", { name: "intro" }, h("p", { class: "lead" }, app.t("intro"))),
      h("p", { class: "row" }, app.button(app.t(begun ? "resume" : "start"), () => app.ask(), "primary"), begun && app.button(app.t("seeResults"), () => app.show("results"))),
    ),
    h(
      "div",
      { class: "promises" },
      h("ul", null, h("li", null, app.t("privacy")), h("li", null, app.t("advice"))),
      h("p", { class: "small" }, app.t("rules", { title: ruleSet.title, version: ruleSet.version, date: app.f.day(settings.asOf) })),
    ),
  );
}
