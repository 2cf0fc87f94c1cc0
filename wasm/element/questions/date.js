// Dates, as exactly as they are known: a day, a month, a year, or how long ago.

import { h, uid } from "../dom.js";

/** @typedef {import("../app.js").App} App */

const MONTHS = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, "0")}-01`);

/**
 * Three boxes for a date.
 * @param {App} app @param {any} value
 */
export function dateBoxes(app, value) {
  const iso = typeof value === "string" ? value : value?.from?.slice(0, 4) === value?.to?.slice(0, 4) ? (value?.from ?? "").slice(0, 4) : "";
  const [y = "", m = "", d = ""] = iso.split("-");
  const name = new Intl.DateTimeFormat(app.f.locale, { month: "long", timeZone: "UTC" });
  const day = h("input", { type: "text", inputmode: "numeric", size: "2", maxlength: "2", id: uid(), value: d && String(Number(d)), autocomplete: "off" });
  const month = h("select", { id: uid() }, h("option", { value: "" }, "–"), MONTHS.map((first, i) => h("option", { value: String(i + 1), selected: Number(m) === i + 1 }, name.format(new Date(first)))));
  const year = h("input", { type: "text", inputmode: "numeric", size: "4", maxlength: "4", id: uid(), value: y, autocomplete: "off" });
  const part = (/** @type {HTMLElement} */ input, /** @type {string} */ label) => h("div", { class: "entry" }, h("label", { for: input.id }, label), input);
  return {
    node: h("div", { class: "date" }, part(day, app.t("dayOf")), part(month, app.t("monthOf")), part(year, app.t("yearOf"))),
    /** @returns {import("./field.js").Read} */
    read() {
      const [dd, mm, yyyy] = [day.value.trim(), month.value, year.value.trim()];
      if (!dd && !mm && !yyyy) return null;
      if (!/^\d{4}$/.test(yyyy) || (dd && (!mm || !/^\d{1,2}$/.test(dd)))) return { error: app.t("badDate") };
      if (!mm) return { value: { from: `${yyyy}-01-01`, to: `${yyyy}-12-31` } };
      const stem = `${yyyy}-${mm.padStart(2, "0")}`;
      return { value: dd ? `${stem}-${dd.padStart(2, "0")}` : stem };
    },
    clear() {
      day.value = month.value = year.value = "";
    },
  };
}

/**
 * @param {App} app @param {any} _spec @param {any} value
 * @returns {import("./field.js").Control}
 */
export function date(app, _spec, value) {
  const boxes = dateBoxes(app, value);
  const since = value?.age ?? value?.years_ago ?? value?.months_ago;
  const count = h("input", { type: "text", inputmode: "numeric", size: "4", id: uid(), value: since ?? "", autocomplete: "off" });
  const unit = h("select", { id: uid() }, h("option", { value: "age" }, app.t("years")), h("option", { value: "months_ago", selected: value?.months_ago !== undefined }, app.t("months")));
  const ago = h(
    "div",
    { class: "date", hidden: since === undefined },
    h("div", { class: "entry" }, h("label", { for: count.id }, app.t("agoCount")), count),
    h("div", { class: "entry" }, h("label", { for: unit.id }, app.t("agoUnit")), unit),
  );
  const help = h("p", { class: "help" }, app.t("dateHelp"));
  const exact = h("div", { hidden: since !== undefined }, help, boxes.node);
  const toggle = h("button", { type: "button", class: "quiet", on: { click: switchOver } }, app.t(ago.hidden ? "ago" : "exactDate"));
  function switchOver() {
    ago.hidden = !ago.hidden;
    exact.hidden = !ago.hidden;
    toggle.textContent = app.t(ago.hidden ? "ago" : "exactDate");
    /** @type {HTMLElement | null} */ ((ago.hidden ? exact : ago).querySelector("input"))?.focus();
  }
  return {
    node: h("div", null, exact, ago, h("p", { class: "toggle" }, toggle)),
    grouped: true,
    read() {
      if (ago.hidden) return boxes.read();
      const said = count.value.trim();
      if (said === "") return null;
      return /^\d{1,4}$/.test(said) ? { value: { [unit.value]: Number(said) } } : { error: app.t("badNumber") };
    },
    clear() {
      boxes.clear();
      count.value = "";
    },
  };
}
