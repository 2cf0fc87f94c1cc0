// That a scheme was applied for already, and when: the rules of that day count.

import { h } from "../dom.js";
import { dateBoxes } from "../questions/date.js";

/** @typedef {import("../app.js").App} App */

/** The day on which a scheme was applied for, in words. @param {App} app @param {string} scheme */
export function filedOn(app, scheme) {
  const day = app.advisor.state.profile.filed?.[scheme];
  return day ? app.t("filedOn", { day: app.f.day(day) }) : "";
}

/** @param {App} app @param {{scheme: string, title: string}} s */
export function filing(app, s) {
  const told = filedOn(app, s.scheme);
  if (told) return h("p", null, told, " ", withdraw(app, s, () => again(app, s.scheme)));
  const boxes = dateBoxes(app, null);
  const error = h("p", { class: "error", role: "alert" });
  return h(
    "form",
    { novalidate: true, on: { submit } },
    h("p", { class: "help" }, app.t("filedHelp")),
    boxes.node,
    error,
    h("p", null, h("button", { type: "submit", class: "secondary", part: "button", "aria-label": `${app.t("save")} – ${s.title}` }, app.t("save"))),
  );
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const { value } = /** @type {{value?: any}} */ (boxes.read() ?? {});
    // a month alone is no day
    error.textContent = /-.*-/.test(value) ? app.file(s.scheme, value).map(({ message }) => message).join(" ") : app.t("badDate");
    if (!error.textContent) again(app, s.scheme);
  }
}

/** Takes it back. @param {App} app @param {{scheme: string, title: string}} s @param {() => void} then */
export function withdraw(app, { scheme, title }, then) {
  const click = () => {
    app.file(scheme);
    then();
  };
  return h("button", { type: "button", class: "quiet", "aria-label": `${app.t("notFiled")} – ${title}`, on: { click } }, app.t("notFiled"));
}

/** The list anew, at the same scheme. @param {App} app @param {string} scheme */
function again(app, scheme) {
  app.draw();
  /** @type {HTMLElement | null} */ (app.main.querySelector(`[data-scheme="${CSS.escape(scheme)}"] h5`))?.focus();
  app.announce(filedOn(app, scheme) || app.t("notFiled"));
}
