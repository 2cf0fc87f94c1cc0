// All that was answered, by topic, each to be changed; and what was left aside.

import { h } from "../dom.js";
import { filedOn, withdraw } from "../results/filing.js";
import { lines, list, said } from "../tell.js";
import { ORDER } from "./all.js";

/** @param {import("../app.js").App} app */
export function answers(app) {
  const { state } = app.advisor;
  const keys = [...state.answered, ...state.skip.filter((key) => !state.answered.includes(key))];
  /** @type {Map<string, HTMLElement[]>} */
  const groups = new Map([...ORDER, "declared"].map((group) => [group, []]));
  /** @type {Map<string, string>} */
  const titles = new Map();
  for (const key of keys) {
    const asked = app.advisor.asked(key);
    if (!asked) continue;
    titles.set(asked.group, app.topic(asked));
    const rows = groups.get(asked.group) ?? [];
    groups.set(asked.group, rows);
    const change = h("button", { type: "button", class: "quiet", "aria-label": `${app.t("change")} – ${asked.label}`, on: { click: () => app.show("question", { keys: [key], from: "answers" }) } }, app.t("change"));
    const told = state.get(key);
    const value = state.skip.includes(key) ? app.t("unknown") : asked.type === "list" && Array.isArray(told) && told.length ? list(lines(app, key, told)) : said(app, key, told);
    rows.push(h("div", null, h("dt", null, asked.label), h("dd", null, h("div", null, value), change)));
  }
  return h(
    "section",
    { class: "answers" },
    h("h2", null, app.t("answers")),
    keys.length === 0 && h("p", null, app.t("noAnswers")),
    [...groups].filter(([, rows]) => rows.length > 0).map(([group, rows]) => [h("h3", null, titles.get(group)), h("dl", { class: "rows" }, rows)]),
    applications(app),
    h("p", { class: "row" }, app.button(app.t("settle"), () => app.ask(), "primary"), app.button(app.t("seeResults"), () => app.show("results"))),
  );
}

/** What was applied for already. @param {import("../app.js").App} app */
function applications(app) {
  const filed = Object.keys(app.advisor.state.profile.filed ?? {});
  if (filed.length === 0) return null;
  const row = (/** @type {string} */ scheme) => {
    const title = app.advisor.scheme(scheme);
    return h("div", null, h("dt", null, title), h("dd", null, h("div", null, filedOn(app, scheme)), withdraw(app, { scheme, title }, () => app.show("answers"))));
  };
  return [h("h3", null, app.t("filed")), h("dl", { class: "rows" }, filed.map(row))];
}
