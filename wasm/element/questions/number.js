// Sums, counts and shares, as people type them; a rough one is as good, from a least to a most. What was understood is shown.

import { h, uid } from "../dom.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("./field.js").Read} Read */
/** @typedef {{node: HTMLElement, input: HTMLInputElement, read: () => Read}} Box */

/**
 * A box for one number.
 * @param {App} app
 * @param {any} spec type and unit
 * @param {any} value as a profile writes it
 * @param {{label?: string, described?: string, quiet?: boolean}} [about]
 * @returns {Box}
 */
export function box(app, spec, value, { label, described, quiet } = {}) {
  const rate = spec.type === "rate";
  const unit = spec.unit_label ?? "";
  const first = shown(app, spec, value);
  const echo = uid();
  const input = h("input", { type: "text", inputmode: rate || spec.type !== "int" ? "decimal" : "text", autocomplete: "off", id: uid(), value: first, class: "number", "aria-describedby": [described, !quiet && echo].filter(Boolean).join(" ") || null });
  const heard = h("output", { class: "heard", id: echo, for: input.id });
  const tell = () => {
    const read = app.f.read(input.value);
    const plain = read === null || input.value.trim() === "" || !/\d{4}|[.,k]/i.test(input.value);
    heard.textContent = plain ? "" : app.t("understood", { value: `${spec.type === "money" ? app.f.bare(read) : app.f.number(read)}\u00a0${unit}` });
  };
  if (!quiet) input.addEventListener("input", tell);
  return {
    node: h("div", { class: "entry" }, label && h("label", { for: input.id }, label), h("span", { class: "with-unit" }, input, unit && h("span", { class: "unit" }, unit)), !quiet && heard),
    input,
    read() {
      const said = input.value.trim();
      if (said === "") return null;
      if (said === first && value !== undefined) return { value };
      const read = app.f.read(said);
      if (read === null) return { error: app.t("badNumber") };
      return { value: rate ? `${read}%` : read };
    },
  };
}

/** A number of a profile as a person would type it. @param {App} app @param {any} spec @param {any} value */
function shown(app, spec, value) {
  if (value === undefined || value === null || typeof value === "object") return "";
  const text = String(value);
  const share = spec.type === "rate" && !text.endsWith("%");
  const n = Number(share ? Number(text) * 100 : text.replace("%", ""));
  return Number.isNaN(n) ? text : app.f.number(Math.round(n * 1e4) / 1e4);
}

/**
 * @param {App} app @param {any} spec @param {any} value @param {{described: string}} ids
 * @returns {import("./field.js").Control}
 */
export function number(app, spec, value, { described }) {
  const ranged = value !== null && typeof value === "object";
  const exact = box(app, spec, ranged ? undefined : value, { described });
  const from = box(app, spec, ranged ? value.from : undefined, { label: app.t("from") });
  const to = box(app, spec, ranged ? value.to : undefined, { label: app.t("to") });
  const range = h("div", { class: "range", role: "group", "aria-label": app.t("rough"), hidden: !ranged }, from.node, to.node);
  const toggle = h("button", { type: "button", class: "quiet", on: { click: switchOver } }, app.t(ranged ? "exact" : "rough"));
  function switchOver() {
    range.hidden = !range.hidden;
    exact.node.hidden = !range.hidden;
    toggle.textContent = app.t(range.hidden ? "rough" : "exact");
    (range.hidden ? exact : from).input.focus();
  }
  exact.node.hidden = ranged;
  return {
    node: h("div", null, exact.node, range, h("p", { class: "toggle" }, toggle)),
    grouped: false,
    id: exact.input.id,
    read() {
      if (range.hidden) return exact.read();
      const [low, high] = [from.read(), to.read()];
      if (!low && !high) return null;
      if (low && "error" in low) return low;
      if (high && "error" in high) return high;
      return { value: { ...(low && { from: low.value }), ...(high && { to: high.value }) } };
    },
    clear() {
      for (const { input } of [exact, from, to]) input.value = "";
    },
  };
}
