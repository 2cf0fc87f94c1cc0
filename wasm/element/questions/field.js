// One question with its answer: the control of its type, the answers that every question has ("I don't know"), and its mistake.

import { h, uid } from "../dom.js";
import { several, single } from "./choice.js";
import { code } from "./code.js";
import { date } from "./date.js";
import { number } from "./number.js";
import { records } from "./records.js";
import { series } from "./series.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {{value: any} | {error: string} | null} Read a value, a mistake, or nothing told */
/**
 * The control of a type: what stands on the page, what it says, and how to empty it. `grouped` controls are several boxes
 * under one question and want a legend; the others are one box and want a label.
 * @typedef {{node: HTMLElement, grouped: boolean, read: () => Read, clear: () => void, id?: string, radio?: string}} Control
 */
/**
 * @typedef {object} Field
 * @property {string} key
 * @property {HTMLElement} node
 * @property {() => Read} read `{value: undefined}` is "I don't know"
 * @property {(message: string) => void} fail
 * @property {() => void} focus
 */

/** @type {Record<string, (app: App, spec: any, value: any, ids: {described: string, name: string}) => Control>} */
const CONTROLS = { bool: single, enum: single, set: several, date, code, list: records, series };

/**
 * @param {App} app
 * @param {any} asked the fact, as the engine describes it
 * @param {"h2" | "h3"} level of its heading
 * @returns {Field}
 */
export function field(app, asked, level) {
  const { state } = app.advisor;
  const key = asked.fact;
  const value = state.get(key);
  const ids = { described: uid(), name: uid(), error: uid() };
  const control = (CONTROLS[asked.type] ?? number)(app, asked, plain(value), ids);
  const specials = special(app, asked, value, state.skip.includes(key), control, ids.name);
  const error = h("p", { class: "error", id: ids.error, hidden: true });
  const said = asked.question ?? asked.label;
  const heading = h(level, { class: "question", part: "question", tabindex: "-1" }, control.grouped ? said : h("label", { for: control.id }, said));
  const help = h(
    "div",
    { id: ids.described, class: "help" },
    asked.help && h("p", null, asked.help),
    asked.sensitive && h("p", null, app.t("sensitive")),
    asked.answered_by === "adviser" && h("p", null, app.t("byAdviser")),
  );
  const body = [help, error, control.node, specials.node];
  const node = control.grouped
    ? h("fieldset", { class: "field", part: "field", "data-fact": key, "aria-describedby": ids.described }, h("legend", null, heading), body)
    : h("div", { class: "field", part: "field", "data-fact": key }, heading, body);

  let touched = false;
  const inputs = () => [...node.querySelectorAll("input, select, textarea")];
  const touch = (/** @type {Event} */ event) => {
    touched = true;
    error.hidden = true;
    for (const input of inputs()) input.removeAttribute("aria-invalid");
    specials.touched(/** @type {HTMLElement} */ (event.target));
  };
  node.addEventListener("input", touch);
  node.addEventListener("touched", touch);
  return {
    key,
    node,
    read() {
      const chosen = specials.read();
      if (chosen) return chosen;
      if (!touched && value !== undefined && value !== null) return { value };
      return control.read();
    },
    fail(message) {
      error.textContent = message;
      error.hidden = false;
      for (const input of inputs()) {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", `${ids.error} ${ids.described}`);
      }
      this.focus();
    },
    focus() {
      /** @type {HTMLElement | undefined} */ (inputs().find((i) => /** @type {HTMLInputElement} */ (i).checked) ?? inputs()[0] ?? heading)?.focus();
    },
  };
}

/** A value that a control shows: a state of absence is not one. @param {any} value */
const plain = (value) => (value && typeof value === "object" && "state" in value ? undefined : value);

/**
 * The answers beside a value: absent where the fact may be, and always "I don't know". Radios join those of the control.
 * @param {App} app @param {any} asked @param {any} value @param {boolean} skipped @param {Control} control @param {string} name
 */
function special(app, asked, value, skipped, control, name) {
  /** @type {[string, string][]} */
  const all = (asked.can_be ?? []).map((/** @type {string} */ state) => [state, app.t(state === "none" ? "none" : "notApplicable")]);
  all.push(["unknown", app.t("unknown")]);
  const now = skipped ? "unknown" : value?.state === "declined" ? "unknown" : value?.state;
  const type = control.radio ? "radio" : "checkbox";
  const boxes = all.map(([state, label]) => {
    const box = h("input", { type, name: control.radio ?? name, value: state, id: uid(), checked: state === now, "data-special": true });
    return { state, box, node: h("div", { class: "option special" }, box, h("label", { for: box.id }, label)) };
  });
  const node = h("div", { class: "options specials" }, boxes.map((b) => b.node));
  return {
    node,
    /** @param {HTMLElement} target */
    touched(target) {
      const mine = boxes.find((b) => b.box === target);
      if (mine?.box.checked) {
        control.clear();
        for (const other of boxes) if (other !== mine) other.box.checked = false;
      } else if (!mine) for (const other of boxes) other.box.checked = false;
    },
    /** @returns {Read} */
    read() {
      const chosen = boxes.find((b) => b.box.checked);
      if (!chosen) return null;
      return { value: chosen.state === "unknown" ? undefined : { state: chosen.state } };
    },
  };
}
