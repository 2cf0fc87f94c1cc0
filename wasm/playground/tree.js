// The files: schemes by their names, what rules are made of, personas and sheets; found by typing, marked where they were changed
// or where something is wrong.

import { h } from "../element/dom.js";
import { kindOf, pairOf, stemOf } from "./files.js";
import { refill } from "./ui.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./files.js").Entry} Entry */

const GROUPS = /** @type {const} */ (["scheme", "facts", "parameters", "persona", "resource", "other"]);
const MANY = 200;

export class Tree {
  /** @type {App} */
  #app;
  #sought = "";
  /** Groups of each set that are unfolded. @type {Set<string>} */
  #unfolded = new Set();

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.label = h("label", { for: "find" });
    this.input = h("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false" });
    this.input.addEventListener("input", () => {
      this.#sought = fold(this.input.value);
      this.draw();
    });
    this.count = h("p", { class: "small", role: "status" });
    this.place = h("div", { class: "tree" });
    this.element = h("div", { class: "files-body" }, h("div", { class: "find" }, this.label, this.input, this.count), this.place);
  }

  draw() {
    const { words, files, depth } = this.#app;
    this.label.textContent = words.t("find");
    let shown = 0;
    const sets = [];
    for (let layer = depth - 1; layer >= 0; layer--) {
      const all = files.list(layer);
      const paths = new Set(all.map(({ path }) => path));
      // examples stand behind their scheme; alone they must be seen
      const entries = all.filter(({ path }) => kindOf(path) !== "examples" || !paths.has(pairOf(path).scheme));
      const found = entries.map((entry) => ({ ...entry, title: this.#title(entry) })).filter((one) => this.#fits(one));
      shown += found.length;
      const title = files.layers[layer].title[words.index];
      sets.push(h("section", null, depth > 1 && h("h3", null, title), GROUPS.map((group) => this.#group(layer, group, found))));
    }
    refill(this.place, sets, shown === 0 && h("p", { class: "small" }, words.t("none")));
    this.count.textContent = this.#sought ? words.t("found", { n: shown }) : "";
  }

  /** @param {Entry} entry */
  #title({ key, path }) {
    const { words, files } = this.#app;
    return words.file(path, files.text(key) ?? files.original(key) ?? "");
  }

  /** @param {{title: string, path: string}} one */
  #fits({ title, path }) {
    return this.#sought === "" || fold(`${title} ${path}`).includes(this.#sought);
  }

  /** @param {number} layer @param {typeof GROUPS[number]} group @param {(Entry & {title: string})[]} found */
  #group(layer, group, found) {
    const { words } = this.#app;
    const own = found.filter(({ path }) => groupOf(path) === group).sort((a, b) => a.title.localeCompare(b.title, words.lang));
    if (own.length === 0) return null;
    const at = `${layer}-${group}`;
    const { open } = this.#app;
    const here = own.some(({ key }) => key === open);
    const details = h(
      "details",
      { open: this.#sought !== "" || this.#unfolded.has(at) || group === "scheme" || here },
      h("summary", { "data-at": `group-${at}` }, words.t(`group_${group}`), h("span", { class: "count" }, String(own.length))),
      h("ul", null, own.slice(0, MANY).map((one) => h("li", null, this.#entry(one)))),
    );
    details.addEventListener("toggle", () => (details.open ? this.#unfolded.add(at) : this.#unfolded.delete(at)));
    return details;
  }

  /** @param {Entry & {title: string}} entry */
  #entry({ key, path, standing, title }) {
    const app = this.#app;
    const { words } = app;
    const wrong = app.worst(key);
    const marks = [standing !== "same" && h("span", { class: `mark ${standing}` }, words.t(standing)), wrong && h("span", { class: `mark ${wrong.severity}` }, wrong.text)];
    const current = app.open === key || app.open === key.replace(/\.yaml$/, ".examples.yaml");
    return h(
      "button",
      { type: "button", class: "file", "data-at": key, "data-key": key, "aria-current": current && "true", on: { click: () => app.show(key) } },
      h("span", { class: "name" }, title),
      title !== stemOf(path) && h("span", { class: "id" }, stemOf(path)),
      marks,
    );
  }
}

/** @param {string} path @returns {typeof GROUPS[number]} */
function groupOf(path) {
  const kind = kindOf(path);
  if (kind === "examples") return "scheme";
  return GROUPS.find((group) => group === kind) ?? "other";
}

/** Letters without accents or case, as people type them. @param {string} text */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
