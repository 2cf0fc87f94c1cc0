// Numbers, money, days and months as each language writes them, and numbers as people type them.

/** @typedef {"fr" | "en"} Lang */
/** @typedef {{from: number, to: number}} Interval */

const THOUSANDS_POINT = /^-?\d{1,3}(?:\.\d{3})+$/;
const DECIMAL_COMMA = /^-?\d+,\d{1,2}$|^-?\d+,\d{4,}$/;

/** Formats for one language. */
export class Format {
  /** @param {Lang} lang */
  constructor(lang) {
    const locale = lang === "fr" ? "fr-FR" : "en-GB";
    this.lang = lang;
    this.locale = locale;
    this.decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
    this.cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
    this.long = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
    this.monthLong = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
    this.monthShort = new Intl.DateTimeFormat(locale, { month: "short", year: "2-digit", timeZone: "UTC" });
    this.lists = new Intl.ListFormat(locale, { type: "conjunction" });
  }

  /** @param {number | string} n */
  number(n) {
    return this.decimals.format(Number(n));
  }

  /** Euros, with cents only where there are some. @param {number | string} n */
  euros(n) {
    return `${this.bare(n)}\u00a0€`;
  }

  /** The same without its sign. @param {number | string} n */
  bare(n) {
    const value = Number(n);
    return (Number.isInteger(value) ? this.decimals : this.cents).format(value === 0 ? 0 : value).replace("-", "\u2212");
  }

  /** @param {number | string} n */
  percent(n) {
    return this.share.format(Number(n));
  }

  /** A day, or the text itself when it is none. @param {string} iso */
  day(iso) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return this.month(iso);
    const told = this.long.format(new Date(`${iso}T00:00:00Z`));
    return this.lang === "fr" ? told.replace(/^1 /, "1er ") : told;
  }

  /** From one day to another. @param {string} from @param {string} to */
  dayRange(from, to) {
    return this.long.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
  }

  /** @param {string} iso `2027-05` */
  month(iso) {
    return /^\d{4}-\d{2}$/.test(iso) ? this.monthLong.format(new Date(`${iso}-01T00:00:00Z`)) : iso;
  }

  /** @param {string} iso `2027-05` */
  shortMonth(iso) {
    return /^\d{4}-\d{2}$/.test(iso) ? this.monthShort.format(new Date(`${iso}-01T00:00:00Z`)) : iso;
  }

  /** @param {string[]} items */
  list(items) {
    return this.lists.format(items);
  }

  /** "from 3 to 5 months". @param {Interval} i @param {[string, string]} fr @param {[string, string]} en */
  interval({ from, to }, fr, en) {
    const [one, many] = this.lang === "fr" ? fr : en;
    const unit = to > 1 ? many : one;
    const middle = this.lang === "fr" ? "à" : "to";
    return from === to ? `${this.number(to)}\u00a0${unit}` : `${this.number(from)} ${middle} ${this.number(to)}\u00a0${unit}`;
  }

  /** @param {Interval} i */
  months(i) {
    return this.interval(i, ["mois", "mois"], ["month", "months"]);
  }

  /** @param {Interval} i */
  hours(i) {
    return this.interval(i, ["heure", "heures"], ["hour", "hours"]);
  }

  /** Days, as months where they are whole months. @param {Interval} i */
  days(i) {
    const whole = i.from % 30 === 0 && i.to % 30 === 0 && i.to > 0;
    return whole ? this.months({ from: i.from / 30, to: i.to / 30 }) : this.interval(i, ["jour", "jours"], ["day", "days"]);
  }

  /**
   * A number as people type it, as a profile writes it; null when it is none, or when it could mean two numbers:
   * 12.500 in French, 12,5 in English.
   * @param {string} text
   * @returns {string | null}
   */
  read(text) {
    let said = text.replace(/[\s\u00a0\u202f'’]/g, "").replace(/(?:€|eur|euros?|%)$/i, "");
    const thousand = /k$/i.test(said);
    if (thousand) said = said.slice(0, -1);
    if (this.lang === "fr") {
      if (THOUSANDS_POINT.test(said)) return null;
      said = said.replace(",", ".");
    } else {
      if (DECIMAL_COMMA.test(said)) return null;
      said = said.replace(/,(?=\d{3}(?!\d))/g, "");
    }
    if (!/^-?(?:\d+\.?\d*|\.\d+)$/.test(said)) return null;
    return thousand ? shift(said, 3) : tidy(said);
  }
}

/** Moves the point to the right without passing by a float. @param {string} number @param {number} places */
function shift(number, places) {
  const [whole, part = ""] = number.split(".");
  const digits = part.padEnd(places, "0");
  return tidy(`${whole}${digits.slice(0, places)}.${digits.slice(places)}`);
}

/** @param {string} number */
function tidy(number) {
  const [, sign, whole, part] = /^(-?)0*(\d*)\.?(\d*?)0*$/.exec(number) ?? ["", "", number, ""];
  return `${sign}${whole || "0"}${part ? `.${part}` : ""}`;
}

/** Today where the visitor is, `2026-11-26`. */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
