// The texts of the page in one language, with numbers, euros and days as that language writes them.

import { Format } from "../element/format.js";
import { say } from "../element/say.js";
import { stemOf, titleOf } from "./files.js";
import { TEXTS } from "./texts.js";

/** @typedef {"fr" | "en"} Lang */
/** @typedef {keyof typeof TEXTS} Key */

export class Words {
  /** @param {Lang} lang */
  constructor(lang) {
    this.lang = lang;
    this.index = lang === "fr" ? 0 : 1;
    this.f = new Format(lang);
    this.colon = lang === "fr" ? "\u00a0: " : ": ";
    this.semicolon = lang === "fr" ? " ; " : "; ";
  }

  /**
   * A text with its values.
   * @param {Key} key
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  t(key, values = {}) {
    return say(TEXTS[key][this.index], this.lang, values);
  }

  /** A text whose key is made of what the engine says; the engine's own word where there is none. @param {string} prefix @param {string} word */
  word(prefix, word) {
    const key = /** @type {Key} */ (prefix + word);
    return key in TEXTS ? this.t(key) : word;
  }

  /** What a file is called: as its text says, or by what it is for. @param {string} path @param {string} text */
  file(path, text) {
    const stem = stemOf(path);
    const named = /(?:^|\/)facts\/\w+\.yaml$/.test(path) || ["set", "providers", "regimes"].includes(stem) ? this.word("file_", stem) : stem;
    return named === stem ? titleOf(text, path, this.lang) : named;
  }

  /** Counts of findings in a few words. @param {{errors: number, warnings: number, hints: number}} counts */
  counts({ errors, warnings, hints }) {
    const told = [errors && this.t("errors", { n: errors }), warnings && this.t("warnings", { n: warnings }), hints && this.t("hints", { n: hints })].filter(Boolean);
    return told.length > 0 ? told.join(", ") : this.t("clean");
  }
}
