// All questions at once, topic by topic: for advisers who have the whole file before them.

import { h } from "../dom.js";
import { field } from "../questions/field.js";
import { read } from "./question.js";

/** Topics in the order of a conversation; others follow. */
export const ORDER = ["applicant", "structure", "territory", "project", "finance"];

/** @param {import("../app.js").App} app @param {{open?: string} | undefined} about */
export function all(app, about) {
  /** @type {Map<string, any[]>} */
  const groups = new Map(ORDER.map((group) => [group, []]));
  for (const fact of app.advisor.facts.values()) {
    if (!fact.derived) groups.set(fact.group, [...(groups.get(fact.group) ?? []), fact]);
  }
  const topics = [...groups].filter(([, facts]) => facts.length > 0).map(([group, facts]) => topic(app, group, facts, about?.open === group));
  return h("section", null, h("h2", null, app.t("allTopics")), h("p", { class: "help" }, app.t("privacy")), topics, h("p", { class: "row" }, app.button(app.t("seeResults"), () => app.show("results"), "primary")));
}

/** @param {import("../app.js").App} app @param {string} group @param {any[]} facts @param {boolean} open */
function topic(app, group, facts, open) {
  const told = facts.filter(({ fact }) => app.advisor.state.get(fact) !== undefined || app.advisor.state.skip.includes(fact)).length;
  const count = h("span", { class: "count" }, app.t("topicDone", { n: told, all: facts.length }));
  const body = h("div", null);
  const node = h("details", { class: "topic", open }, h("summary", null, h("h3", null, app.topic(facts[0])), " ", count), body);
  const draw = () => {
    if (body.firstChild) return;
    const fields = facts.map((fact) => field(app, fact, "h3"));
    const form = h(
      "form",
      { novalidate: true, on: { submit } },
      fields.map((one) => one.node),
      h("p", { class: "error general", role: "alert" }),
      h("p", { class: "row" }, h("button", { type: "submit", class: "primary", part: "button primary" }, app.t("save"))),
    );
    /** @param {Event} event */
    function submit(event) {
      event.preventDefault();
      if (read(app, fields, form, true)) return;
      app.message = { text: app.t("given", { n: app.advisor.state.answered.length }) };
      app.show("all");
    }
    body.append(form);
  };
  node.addEventListener("toggle", () => node.open && draw());
  if (open) draw();
  return node;
}
