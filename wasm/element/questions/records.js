// Lists of lines, such as the budget: as many as there are, each with its boxes; a box left empty is not known.

import { h, uid } from "../dom.js";
import { dateBoxes } from "./date.js";
import { box } from "./number.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {{name: string, label: string, node: HTMLElement, read: () => import("./field.js").Read}} Cell */

/**
 * @param {App} app @param {any} spec @param {any} value
 * @returns {import("./field.js").Control}
 */
export function records(app, spec, value) {
  const none = h("input", { type: "checkbox", id: uid(), checked: Array.isArray(value) && value.length === 0 });
  const body = h("div", { class: "records" });
  /** @type {{node: HTMLElement, cells: Cell[]}[]} */
  let lines = [];
  const touched = () => body.dispatchEvent(new CustomEvent("touched", { bubbles: true }));
  const number = () => lines.forEach(({ node }, i) => {
    /** @type {HTMLElement} */ (node.querySelector("legend")).textContent = app.t("line", { n: i + 1 });
    /** @type {HTMLElement} */ (node.querySelector(".remove")).textContent = app.t("removeLine", { n: i + 1 });
  });
  /** @param {any} [record] */
  const add = (record = {}) => {
    const cells = spec.fields.map((/** @type {any} */ f) => cell(app, f, record[f.field]));
    const line = { cells, node: h("fieldset", { class: "record" }, h("legend", null), h("div", { class: "cells" }, cells.map((/** @type {Cell} */ c) => c.node)), h("button", { type: "button", class: "quiet remove", on: { click: () => remove(line) } })) };
    lines.push(line);
    body.append(line.node);
    number();
    return line;
  };
  /** @param {{node: HTMLElement, cells: Cell[]}} line */
  const remove = (line) => {
    lines = lines.filter((other) => other !== line);
    line.node.remove();
    number();
    touched();
    more.focus();
  };
  const more = h("button", { type: "button", class: "secondary", on: { click: () => {
    none.checked = false;
    /** @type {HTMLElement | null} */ (add().node.querySelector("input"))?.focus();
  } } }, app.t("addLine"));
  for (const record of Array.isArray(value) && value.length ? value : [{}]) add(record);
  const clear = () => {
    body.replaceChildren();
    lines = [];
    add();
  };
  none.addEventListener("change", () => none.checked && clear());
  body.addEventListener("input", () => (none.checked = false));
  return {
    node: h("div", null, body, h("p", null, more), h("div", { class: "options specials" }, h("div", { class: "option special" }, none, h("label", { for: none.id }, app.t("noLine"))))),
    grouped: true,
    read() {
      if (none.checked) return { value: [] };
      const all = [];
      for (const [i, { cells }] of lines.entries()) {
        /** @type {Record<string, any>} */
        const record = {};
        for (const { name, label, read } of cells) {
          const told = read();
          if (told && "error" in told) return { error: app.t("badLine", { n: i + 1, field: label, what: told.error }) };
          if (told) record[name] = told.value;
        }
        if (Object.keys(record).length) all.push(record);
      }
      return all.length ? { value: all } : null;
    },
    clear() {
      none.checked = false;
      clear();
    },
  };
}

/** @param {App} app @param {any} f the field, as the engine describes it @param {any} value @returns {Cell} */
function cell(app, f, value) {
  const wrap = (/** @type {HTMLElement} */ node, /** @type {() => any} */ read) => ({ name: f.field, label: f.label, node, read });
  if (f.type === "date") {
    const boxes = dateBoxes(app, value);
    return wrap(h("div", { class: "entry", role: "group", "aria-label": f.label }, h("span", { class: "label" }, f.label), boxes.node), boxes.read);
  }
  if (f.type === "enum" || f.type === "bool") {
    const values = f.type === "bool" ? [["true", app.t("yes")], ["false", app.t("no")]] : f.values;
    const select = h("select", { id: uid() }, h("option", { value: "" }, app.t("choose")), values.map((/** @type {string[]} */ [v, label]) => h("option", { value: v, selected: String(value) === v }, label)));
    return wrap(h("div", { class: "entry" }, h("label", { for: select.id }, f.label), select), () => select.value && { value: select.value });
  }
  if (f.type === "text") {
    const input = h("input", { type: "text", id: uid(), value: value ?? "", autocomplete: "off" });
    return wrap(h("div", { class: "entry" }, h("label", { for: input.id }, f.label), input), () => input.value.trim() && { value: input.value.trim() });
  }
  const one = box(app, f, value, { label: f.label, quiet: true });
  return wrap(one.node, one.read);
}
