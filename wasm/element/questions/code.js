// A place or an activity: its name is looked for in the lists that the portal gives; the code itself does too.

import { h, uid } from "../dom.js";
import { folded } from "./choice.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {{code: string, label: string, within: string, find: string}} Found */

const SHOWN = 8;

/** What is looked through, made once for each catalogue, which is of one language. @type {WeakMap<object, Map<string, Found[]>>} */
const INDEX = new WeakMap();

/** @param {App} app @param {string} taxonomy @returns {Found[]} */
function index(app, taxonomy) {
  const made = INDEX.get(app.advisor.codes) ?? new Map();
  INDEX.set(app.advisor.codes, made);
  if (!made.has(taxonomy)) made.set(taxonomy, searchable(all(app, taxonomy)));
  return made.get(taxonomy) ?? [];
}

/** The codes that the rules name, and those that the page gives names of. @param {App} app @param {string} taxonomy */
function all(app, taxonomy) {
  /** @type {Map<string, {code: string, label: string, within?: string}>} */
  const names = new Map(app.advisor.codes.get(taxonomy)?.map((name) => [name.code, name]));
  for (const { code, label, within } of app.names.get(taxonomy) ?? []) {
    names.set(code, { code, label: typeof label === "string" ? label : label[app.f.lang], within: within || names.get(code)?.within });
  }
  return names;
}

/** @param {Map<string, {code: string, label: string, within?: string}>} names @returns {Found[]} */
function searchable(names) {
  return [...names.values()].map(({ code, label, within }) => {
    const find = ` ${folded(label).replace(/[-']/g, " ")} ${code.toLowerCase()} ${code.toLowerCase().split("-").at(-1)}`;
    return { code, label, within: within ? (names.get(within)?.label ?? within) : "", find };
  });
}

/** A code with its name, where a list has it. @param {App} app @param {string} taxonomy @param {string} code */
export function named(app, taxonomy, code) {
  const found = index(app, taxonomy).find((name) => name.code === code);
  return found ? title(found) : code;
}

/** @param {Found} found */
const title = ({ label, within, code }) => `${label} (${within ? `${within}, ` : ""}${code})`;

/**
 * @param {App} app @param {any} spec @param {any} value @param {{described: string, name: string}} ids
 * @returns {import("./field.js").Control}
 */
export function code(app, spec, value, { described, name }) {
  const list = index(app, spec.taxonomy);
  const first = typeof value === "string" ? value : "";
  const input = h("input", { type: "search", id: uid(), autocomplete: "off", spellcheck: "false", "aria-describedby": described });
  const results = h("div", { class: "options", role: "group", "aria-label": app.t("search") });
  const rest = h("p", { class: "help" });
  /** @param {{code: string, label: string}[]} found @param {string} checked */
  const draw = (found, checked) => {
    results.replaceChildren(
      ...found.map(({ code: c, label }) => {
        const radio = h("input", { type: "radio", name: `${name}-code`, value: c, id: uid(), checked: c === checked });
        return h("div", { class: "option" }, radio, h("label", { for: radio.id }, label));
      }),
    );
  };
  const look = () => {
    const said = folded(input.value.trim()).replace(/[-']/g, " ");
    if (said === "") return draw([], "");
    const found = list.filter((n) => n.find.includes(` ${said}`)).sort((a, b) => Number(b.find.startsWith(` ${said}`)) - Number(a.find.startsWith(` ${said}`)) || a.label.length - b.label.length);
    const exact = { code: input.value.trim(), label: `${app.t("code")} ${input.value.trim()}` };
    const rows = found.slice(0, SHOWN).map((n) => ({ code: n.code, label: title(n) }));
    if (/\d/.test(said) && !rows.some((row) => row.code === exact.code)) rows.push(exact);
    draw(rows, rows.length === 1 ? rows[0].code : "");
    const more = found.length - SHOWN;
    rest.textContent = more > 0 ? app.t("more", { n: more }) : "";
    app.announce(app.t(rows.length ? "found" : "foundNone", { n: rows.length }));
  };
  if (first) draw([{ code: first, label: named(app, spec.taxonomy, first) }], first);
  if (list.length) input.addEventListener("input", look);
  else input.value = first;
  return {
    node: h("div", null, h("p", { class: "help" }, app.t(list.length ? "searchHelp" : "codeHelp")), input, list.length > 0 && results, rest),
    grouped: false,
    id: input.id,
    read() {
      if (!list.length) return input.value.trim() ? { value: input.value.trim() } : null;
      const chosen = /** @type {HTMLInputElement | null} */ (results.querySelector("input:checked"));
      if (chosen) return { value: chosen.value };
      return input.value.trim() ? { error: app.t("answerOrUnknown") } : null;
    },
    clear() {
      input.value = "";
      draw([], "");
    },
  };
}
