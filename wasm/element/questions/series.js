// Sums month by month: a box for each month, into which a column of a spreadsheet may be pasted.

import { h } from "../dom.js";
import { box } from "./number.js";

const YEAR = 12;

/**
 * @param {import("../app.js").App} app @param {any} spec @param {any} value
 * @returns {import("./field.js").Control}
 */
export function series(app, spec, value) {
  const given = Array.isArray(value) ? value : [];
  const grid = h("div", { class: "months" });
  /** @type {import("./number.js").Box[]} */
  let boxes = [];
  const touched = () => grid.dispatchEvent(new CustomEvent("touched", { bubbles: true }));
  /** @param {number} count */
  const grow = (count) => {
    while (boxes.length < count) {
      const one = box(app, { type: "money" }, given[boxes.length], { label: app.t("month", { n: boxes.length + 1 }), quiet: true });
      boxes.push(one);
      grid.append(one.node);
    }
  };
  grid.addEventListener("paste", (event) => {
    const parts = (event.clipboardData?.getData("text") ?? "").split(/[\n\t;]+/).map((p) => p.trim()).filter(Boolean);
    const at = boxes.findIndex(({ input }) => input === event.target);
    if (parts.length < 2 || at < 0) return;
    event.preventDefault();
    grow(at + parts.length);
    parts.forEach((part, i) => (boxes[at + i].input.value = part));
    touched();
  });
  const copy = () => {
    const last = boxes.findLast(({ input }) => input.value.trim() !== "");
    if (!last) return;
    for (const { input } of boxes.slice(boxes.indexOf(last) + 1)) input.value = last.input.value;
    touched();
  };
  grow(Math.max(YEAR, given.length));
  return {
    node: h(
      "div",
      null,
      h("p", { class: "help" }, app.t("seriesHelp")),
      grid,
      h("p", { class: "row" }, h("button", { type: "button", class: "secondary", on: { click: copy } }, app.t("copyDown")), h("button", { type: "button", class: "secondary", on: { click: () => grow(boxes.length + YEAR) } }, app.t("addMonths"))),
    ),
    grouped: true,
    read() {
      const count = boxes.findLastIndex(({ input }) => input.value.trim() !== "") + 1;
      if (count === 0) return null;
      const all = [];
      for (const [i, { read }] of boxes.slice(0, count).entries()) {
        const told = read();
        if (told && "error" in told) return { error: `${app.t("month", { n: i + 1 })} : ${told.error}` };
        if (!told) return { error: `${app.t("month", { n: i + 1 })} : ${app.t("badNumber")}` };
        all.push(told.value);
      }
      return { value: all };
    },
    clear() {
      for (const { input } of boxes) input.value = "";
    },
  };
}
