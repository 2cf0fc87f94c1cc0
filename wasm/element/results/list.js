// The schemes in their order, by group: what is possible first, what is not stays to be seen.

import { h, uid } from "../dom.js";
import { calendar, list as bullets } from "../tell.js";
import { change } from "./change.js";
import { scheme } from "./scheme.js";

/** @typedef {import("../app.js").App} App */

const FIRST = 8; // schemes shown before one asks for the others
const CHANGES = 3; // changes shown at once

/** @param {App} app */
export function list(app) {
  const { schemes: all, weights, left_out } = app.report();
  const { kind } = app.chosen;
  const shown = kind ? all.filter((/** @type {any} */ s) => s.kind === kind) : all;
  const of = (/** @type {string} */ group) => shown.filter((/** @type {any} */ s) => s.group === group);
  return [
    left_out.length > 0 && h("p", { class: "error" }, app.t("unread", { list: left_out.join(", ") })),
    !app.full && h("div", { class: "filters" }, kinds(app, all), presets(app, weights)),
    group(app, "now", of("now"), true),
    group(app, "later", of("later"), true),
    group(app, "not", of("not"), false),
    group(app, "closed", of("closed"), false),
    changes(app),
  ];
}

/** @param {App} app @param {any[]} all */
function kinds(app, all) {
  const labels = new Map(all.map((s) => [s.kind, s.kind_label]));
  const sorted = [...labels].sort((a, b) => a[1].localeCompare(b[1], app.f.locale));
  return choice(app, app.t("kindOf"), [["", app.t("kindAll")], ...sorted], app.chosen.kind, (kind) => {
    app.chosen.kind = kind;
  });
}

/** @param {App} app @param {any} weights */
function presets(app, weights) {
  /** @type {[string, string][]} */
  const options = app.advisor.presets.map((/** @type {any} */ p) => [p.preset, p.title]);
  if (!weights.preset) options.unshift(["", app.t("weightsOwn")]);
  return choice(app, app.t("weightsOf"), options, weights.preset ?? "", (preset) => preset && app.advisor.set({ weights: preset }));
}

/**
 * @param {App} app @param {string} label @param {[string, string][]} options @param {string} now @param {(value: string) => void} take
 */
function choice(app, label, options, now, take) {
  const select = h("select", { id: uid() }, options.map(([value, text]) => h("option", { value, selected: value === now }, text)));
  select.addEventListener("change", () => {
    take(select.value);
    app.draw();
    /** @type {HTMLElement | null} */ (app.main.querySelectorAll(".filters select")[label === app.t("kindOf") ? 0 : 1])?.focus();
  });
  return h("div", { class: "entry" }, h("label", { for: select.id }, label), select);
}

/** @param {App} app @param {"now" | "later" | "not" | "closed"} name @param {any[]} members @param {boolean} open */
function group(app, name, members, open) {
  if (members.length === 0) return null;
  const title = [app.t(name), " ", h("span", { class: "count" }, String(members.length))];
  const body = h("div", { class: "cards" });
  const put = (/** @type {any[]} */ some) => some.map((s) => scheme(app, s)).forEach((card) => body.append(card));
  if (app.full && !open) return h("section", { class: "group" }, h("h4", null, title), bullets(members.map((s) => refusal(app, s))));
  if (open) {
    const first = app.full ? members.length : FIRST;
    put(members.slice(0, first));
    const rest = members.slice(first);
    const more = app.button(app.t("showAll", { n: rest.length }), () => {
      more.remove();
      const at = body.children.length;
      put(rest);
      /** @type {HTMLElement | null} */ (body.children[at]?.querySelector("h5"))?.focus();
    });
    more.classList.add("all");
    return h("section", { class: "group" }, h("h4", null, title), body, rest.length > 0 && more);
  }
  const node = h("details", { class: "group" }, h("summary", null, h("h4", null, title)), body);
  node.addEventListener("toggle", () => node.open && !body.firstChild && put(members));
  return node;
}

/** A refusal in a line, for paper: what is not met. @param {App} app @param {any} s */
function refusal(app, s) {
  const against = s.criteria.filter((/** @type {any} */ c) => c.truth !== "yes").map((/** @type {any} */ c) => c.label);
  return [h("strong", null, s.title), app.words.colon, [s.window.state === "closed" && calendar(app, s.window), ...against].filter(Boolean).join(app.words.semicolon)];
}

/** Changes of the project that open most. @param {App} app */
function changes(app) {
  return h(
    "section",
    { class: "group" },
    h("h4", null, app.t("changes")),
    h("p", { class: "help" }, app.t("changesTold")),
    app.later(app.advisor.deep(), ({ changes: all }) => {
      if (!all?.length) return h("p", null, app.t("nothingChanges"));
      const told = all.map((/** @type {any} */ c) => change(app, c));
      const rest = told.slice(CHANGES);
      return [told.slice(0, CHANGES), rest.length > 0 && h("details", null, h("summary", null, app.t("moreChanges", { n: rest.length })), rest)];
    }),
  );
}
