// The texts of the interface in one language. Those about rules come from the engine, never from here. French spacing is put in by
// `typeset`, not by hand.

import { say } from "./say.js";
import { ASKING } from "./texts/asking.js";
import { PLANS } from "./texts/plans.js";
import { SCHEMES } from "./texts/schemes.js";

/** @typedef {import("./format.js").Lang} Lang */

export const WORDS = { ...ASKING, ...SCHEMES, ...PLANS };

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
}
