// Small things that every part of the page uses: buttons, filling a place without losing the focus, tabs, files to download.

import { h, put } from "../element/dom.js";

/** @typedef {import("../element/dom.js").Child} Child */

/**
 * @param {Child} text
 * @param {() => void} act
 * @param {{[name: string]: any}} [more]
 */
export const button = (text, act, more = {}) => h("button", { type: "button", ...more, on: { click: act } }, text);

/**
 * Fills a place anew. What had the focus keeps it and what was unfolded stays so, where it has the same `data-at`.
 * @param {Element} place
 * @param {Child[]} children
 */
export function refill(place, ...children) {
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLElement && place.contains(activeElement) ? activeElement.dataset.at : undefined;
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const unfolded = place.querySelectorAll("details[data-at]");
  const open = new Map([...unfolded].map((one) => [one.dataset.at, one.open]));
  place.replaceChildren();
  put(place, children);
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const now = place.querySelectorAll("details[data-at]");
  for (const one of now) one.open = open.get(one.dataset.at) ?? one.open;
  const again = focused && place.querySelector(`[data-at="${CSS.escape(focused)}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** What the engine says, its names between backticks set as code. @param {string} text */
export const told = (text) => text.split("`").map((part, i) => (i % 2 === 1 ? h("code", null, document.createTextNode(part)) : part));

/** A list, or nothing where it would be empty. @param {Child[]} items @param {string} [name] */
export const list = (items, name = "") => items.length > 0 && h("ul", { class: name || null }, items.map((item) => h("li", null, item)));

/** Waits until nothing was asked for a while. @param {() => void} act @param {number} pause in milliseconds */
export function calm(act, pause) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}

/** Hands a file over to the person. @param {string} name @param {string} text @param {string} [type] */
export function hand(name, text, type = "application/json") {
  const a = h("a", { download: name });
  a.href = URL.createObjectURL(new Blob([text], { type }));
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

/** A file that the person chooses, as text; null when it is not read. @param {string} accept @returns {Promise<string | null>} */
export function chosen(accept) {
  return new Promise((resolve) => {
    const input = h("input", { type: "file", accept });
    input.addEventListener("change", async () => resolve((await input.files?.[0]?.text().catch(() => "")) ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

/**
 * Files of a folder that a person chooses; null where none is chosen. Only those are read that are wanted by their paths.
 * @param {(paths: string[]) => string[]} wanted
 * @returns {Promise<{path: string, text: string}[] | null>}
 */
export function chosenFolder(wanted) {
  return new Promise((resolve) => {
    const input = h("input", { type: "file", webkitdirectory: true });
    input.addEventListener("change", () => {
      const all = new Map([...(input.files ?? [])].map((file) => [file.webkitRelativePath, file]));
      resolve(Promise.all(wanted([...all.keys()]).map(async (path) => ({ path, text: (await all.get(path)?.text().catch(() => "")) ?? "" }))));
    });
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

/**
 * The row of tabs: arrows go from one to the next, as in every row of tabs.
 * @param {{id: string, text: Child}[]} tabs
 * @param {string} selected
 * @param {(id: string) => void} choose
 */
export function tabs(tabs, selected, choose) {
  const step = (/** @type {KeyboardEvent} */ event) => {
    const at = tabs.findIndex(({ id }) => id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const { id } = tabs[(to + tabs.length) % tabs.length];
    choose(id);
    document.getElementById(`tab-${id}`)?.focus();
  };
  return tabs.map(({ id, text }) =>
    h("button", { type: "button", role: "tab", id: `tab-${id}`, "data-at": `tab-${id}`, "aria-selected": String(id === selected), "aria-controls": "panel-body", tabindex: id === selected ? "0" : "-1", on: { click: () => choose(id), keydown: step } }, text),
  );
}
