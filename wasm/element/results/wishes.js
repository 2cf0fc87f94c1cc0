// What a person wishes of the plan: without a source, with another one, or with open answers taken as favourable.

import { h } from "../dom.js";

/** @typedef {import("../app.js").App} App */

/** A button that plans anew. @param {App} app @param {"take" | "without"} what @param {string} id @param {string} text @param {string} title */
export function wish(app, what, id, text, title) {
  const click = () => {
    const { wishes } = app.chosen;
    const other = what === "take" ? "without" : "take";
    app.chosen.wishes = { ...wishes, [what]: [...wishes[what], id], [other]: wishes[other].filter((w) => w !== id) };
    again(app);
  };
  return h("button", { type: "button", class: "quiet", "aria-label": `${text} – ${title}`, on: { click } }, text);
}

/** @param {App} app */
function again(app) {
  app.draw();
  /** @type {HTMLElement | null} */ (app.main.querySelector(".section h3"))?.focus();
  app.announce(app.t("working"));
}

/** What the person wished, and the way back. @param {App} app */
export function wished(app) {
  const { take, without, assume } = app.chosen.wishes;
  const title = (/** @type {string} */ id) => app.advisor.scheme(id);
  const all = [...take.map((id) => app.t("wishTake", { title: title(id) })), ...without.map((id) => app.t("wishWithout", { title: title(id) })), assume && app.t("wishAssume")].filter(Boolean);
  const set = (/** @type {import("../advisor.js").Wishes} */ wishes) => {
    app.chosen.wishes = wishes;
    again(app);
  };
  return h(
    "div",
    { class: "wishes" },
    all.length > 0 && h("p", { class: "callout" }, app.t("wished", { list: all.join(", ") })),
    h("p", { class: "row" }, !assume && app.button(app.t("assume"), () => set({ take, without, assume: true })), all.length > 0 && app.button(app.t("reset"), () => set({ take: [], without: [], assume: false }))),
  );
}
