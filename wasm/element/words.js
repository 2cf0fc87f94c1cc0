// The texts of the interface in one language. Those about rules come from the engine, never from here. French spacing is put in by
// `typeset`, not by hand.

import { say } from "./say.js";
import { ASKING } from "./texts/asking.js";
import { PLANS } from "./texts/plans.js";
import { SCHEMES } from "./texts/schemes.js";

/** @typedef {import("./format.js").Lang} Lang */

export const WORDS = { ...ASKING, ...SCHEMES, ...PLANS };

/** What groups of facts are called; a group that is not here is called by its id. @type {Record<string, [string, string]>} */
const GROUPS = {
  applicant: ["Vous", "You"],
  structure: ["La structure", "The structure"],
  territory: ["Le territoire", "The territory"],
  project: ["Le projet", "The project"],
  finance: ["L'argent", "The money"],
  declared: ["Vos déclarations", "Your declarations"],
};

/** What units are called; one that is not here stays as the rules write it. @type {Record<string, [string, string]>} */
const UNITS = {
  EUR: ["€", "€"],
  "EUR/month": ["€ par mois", "€ a month"],
  "EUR/year": ["€ par an", "€ a year"],
  "hours/month": ["heures par mois", "hours a month"],
  "days/week": ["jours par semaine", "days a week"],
  persons: ["personnes", "people"],
  years: ["ans", "years"],
  months: ["mois", "months"],
  places: ["places", "places"],
  rooms: ["chambres", "rooms"],
  m2: ["m²", "m²"],
  inhabitants: ["habitants", "inhabitants"],
};

/** @typedef {keyof typeof WORDS} Key */

/** The texts in one language. */
export class Words {
  /** @param {Lang} lang */
  constructor(lang) {
    this.lang = lang;
    this.index = lang === "fr" ? 0 : 1;
    /** Between a name and what is said of it. */
    this.colon = lang === "fr" ? "\u00a0: " : ": ";
    /** Between parts that have commas of their own. */
    this.semicolon = lang === "fr" ? " ; " : "; ";
  }

  /**
   * A text with its values.
   * @param {Key} key
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  t(key, values = {}) {
    return say(WORDS[key][this.index], this.lang, values);
  }

  /** @param {string} group */
  group(group) {
    return GROUPS[group]?.[this.index] ?? group.replace(/_/g, " ");
  }

  /** @param {string | undefined} unit */
  unit(unit) {
    return unit === undefined ? "" : (UNITS[unit]?.[this.index] ?? unit);
  }
}
