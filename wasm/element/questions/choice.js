// Questions with a list of answers: one of them, several, or one of which a person is not sure.

import { h, uid } from "../dom.js";

/** @typedef {import("./field.js").Control} Control */

const LONG = 12; // a longer list can be searched
const WIDE = 6; // a longer list stands in columns

/** @param {string} text */
export const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/**
 * Yes or no, or one of a list; several may be ticked by whoever hesitates.
 * @param {import("../app.js").App} app @param {any} spec @param {any} value @param {{name: string}} ids
 * @returns {Control}
 */
export function single(app, spec, value, { name }) {
  const bool = spec.type === "bool";
  /** @type {[string, string][]} */
  const options = bool ? [["true", app.t("yes")], ["false", app.t("no")]] : spec.values;
  const first = value?.one_of ?? (value === undefined ? [] : [bool ? truth(value) : String(value)]);
  let many = first.length > 1;
  const list = h("div", { class: options.length > WIDE ? "options wide" : "options" });
  const note = h("p", { class: "help", hidden: !many }, app.t("hesitateHelp"));
  /** @type {HTMLInputElement[]} */
  let boxes = [];
  const draw = (/** @type {string[]} */ chosen) => {
    boxes = options.map(([v]) => h("input", { type: many ? "checkbox" : "radio", name: many ? `${name}-many` : name, value: v, id: uid(), checked: chosen.includes(v) }));
    list.replaceChildren(...options.map(([, label], i) => h("div", { class: "option" }, boxes[i], h("label", { for: boxes[i].id }, label))));
  };
  const picked = () => boxes.filter((b) => b.checked).map((b) => b.value);
  draw(first);
  const toggle = h("button", { type: "button", class: "quiet", "aria-pressed": String(many), on: { click: switchOver } }, app.t("hesitate"));
  function switchOver() {
    const chosen = picked();
    many = !many;
    note.hidden = !many;
    toggle.setAttribute("aria-pressed", String(many));
    draw(many ? chosen : chosen.slice(0, 1));
    list.dispatchEvent(new CustomEvent("touched", { bubbles: true }));
  }
  return {
    node: h("div", null, note, list, !bool && options.length > 2 && h("p", { class: "toggle" }, toggle)),
    grouped: true,
    radio: name,
    read() {
      const chosen = picked();
      if (chosen.length === 0) return null;
      if (chosen.length > 1) return { value: { one_of: chosen } };
      return { value: bool ? chosen[0] === "true" : chosen[0] };
    },
    clear: () => boxes.forEach((box) => (box.checked = false)),
  };
}

/** @param {any} value as a profile may write it */
const truth = (value) => (value === true || ["true", "yes", "oui"].includes(String(value).toLowerCase()) ? "true" : "false");

/**
 * Any number of a list, or none of it.
 * @param {import("../app.js").App} app @param {any} spec @param {any} value @param {{name: string}} ids
 * @returns {Control}
 */
export function several(app, spec, value, { name }) {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  /** @type {[string, string][]} */
  const options = spec.values;
  const rows = options.map(([v, label]) => {
    const box = h("input", { type: "checkbox", name: `${name}-set`, value: v, id: uid(), checked: chosen.includes(v) });
    return { box, label: folded(label), node: h("div", { class: "option" }, box, h("label", { for: box.id }, label)) };
  });
  const none = h("input", { type: "checkbox", id: uid(), checked: Array.isArray(value) && chosen.length === 0 });
  const list = h("div", { class: options.length > WIDE ? "options wide" : "options" }, rows.map((row) => row.node));
  const search = h("input", { type: "search", id: uid(), autocomplete: "off" });
  search.addEventListener("input", (event) => {
    event.stopPropagation(); // a search is no answer
    const said = folded(search.value.trim());
    let n = 0;
    for (const row of rows) {
      row.node.hidden = !row.label.includes(said) && !row.box.checked;
      n += Number(!row.node.hidden);
    }
    app.announce(app.t(n ? "found" : "foundNone", { n }));
  });
  list.addEventListener("change", () => (none.checked = false));
  none.addEventListener("change", () => none.checked && rows.forEach((row) => (row.box.checked = false)));
  return {
    node: h(
      "div",
      null,
      !spec.help && h("p", { class: "help" }, app.t("several")),
      options.length > LONG && h("div", { class: "search" }, h("label", { for: search.id }, app.t("search")), search),
      list,
      h("div", { class: "options specials" }, h("div", { class: "option special" }, none, h("label", { for: none.id }, app.t("noneOfThese")))),
    ),
    grouped: true,
    read() {
      const picked = rows.filter((row) => row.box.checked).map((row) => row.box.value);
      return picked.length || none.checked ? { value: picked } : null;
    },
    clear() {
      none.checked = false;
      for (const row of rows) row.box.checked = false;
    },
  };
}
