// A change of the project, with what it opens and what it closes; and what would turn a refusal.

import { h } from "../dom.js";
import { list, schemes } from "../tell.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app @param {any} c @param {any} [alternative] */
export function change(app, c, alternative) {
  const gains = c.gains.map((/** @type {any} */ g) => app.advisor.scheme(g.scheme) + (g.up_to ? ` (${app.t("upTo", { amount: app.f.euros(g.up_to) })})` : "")).join(app.words.semicolon);
  const partner = c.moves.some((/** @type {any} */ m) => m.by === "partner");
  const takes = [app.t(c.moves.length === 1 ? "effort" : "efforts", { n: c.effort }), c.lead_months > 0 && app.t("lead", { n: c.lead_months }), partner && app.t("byPartner")].filter(Boolean).join(", ");
  const sums = [c.given && app.t("given_sum", { amount: app.f.euros(c.given) }), c.lent && app.t("lent_sum", { amount: app.f.euros(c.lent) })].filter(Boolean).join(", ");
  return h(
    "div",
    { class: "change" },
    h("p", null, h("strong", null, sentence(c.label))),
    h("p", { class: "small" }, [takes, sums, c.uncapped && app.t("uncapped", { n: c.uncapped })].filter(Boolean).join(" · ")),
    alternative && h("p", null, app.t("then", { verdict: app.t(alternative.verdict) }) + (alternative.missing.length ? ` (${labels(app, alternative.missing)})` : "")),
    h(
      "details",
      null,
      h("summary", null, app.t("effects", { gains: c.gains.length, opens: c.opens.length, losses: c.losses.length }), h("span", { class: "hidden" }, ` – ${c.label}`)),
      list([gains && app.t("gains", { list: gains }), c.opens.length && app.t("opensUp", { list: schemes(app, c.opens) }), c.losses.length && app.t("losses", { list: schemes(app, c.losses) })]),
    ),
  );
}

/** What would turn a refusal. @param {App} app @param {any} near */
export function nearMiss(app, near) {
  if (!near) return h("p", null, app.t("nothingChanges"));
  return [
    near.best.map((/** @type {any} */ a) => change(app, a.change, a)),
    h("p", { class: "small" }, [near.proved && app.t("proved"), near.truncated && app.t("searchCut")].filter(Boolean).join(" ")),
    near.others.length > 0 && h("details", null, h("summary", null, app.t("otherWays")), near.others.map((/** @type {any} */ a) => change(app, a.change, a))),
  ];
}

/** @param {App} app @param {string[]} keys */
const labels = (app, keys) => keys.map((key) => app.advisor.asked(key)?.label ?? key).join(", ");

/** @param {string} text */
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
