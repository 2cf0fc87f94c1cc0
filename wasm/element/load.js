// Fetches all that the element needs, once: the engine, the rules, lists of names. After this the network may go.

import { RuleSet, TerreauError } from "../terreau.js";
import { engine, Helper } from "../helper.js";

/** Megabytes of a file, at most: more is no rule set, and would freeze the page. */
export const MOST = 32;

/** Something that keeps the element from opening, with the text that says it. */
export class Failure extends Error {
  /**
   * @param {import("./words.js").Key} key
   * @param {Record<string, string | number>} [values]
   * @param {import("../terreau.js").Problem[]} [problems]
   */
  constructor(key, values = {}, problems = []) {
    super(key);
    this.key = key;
    this.values = values;
    this.problems = problems;
  }
}

/**
 * @param {{src?: string | null, ruleSet?: RuleSet | null, places?: string | null, codes?: string | null, lang: "fr" | "en"}} from
 */
export async function load({ src, ruleSet, places, codes, lang }) {
  if (!src && !ruleSet) throw new Failure("noSource");
  if (typeof WebAssembly !== "object") throw new Failure("noWasm");
  const [module, bundle, placesBytes, codesBytes] = await Promise.all([
    // a rule set that the page brings has its engine
    ruleSet ? null : engine().catch((error) => {
      throw error instanceof WebAssembly.CompileError || error instanceof EvalError ? new Failure("noWasm") : new Failure("noFetch", { what: error.message });
    }),
    src && !ruleSet ? fetched(src.replaceAll(LANG, lang)) : null,
    places ? fetched(places) : null,
    codes ? fetched(codes) : null,
  ]);
  const [placesText, codesText] = [placesBytes, codesBytes].map((bytes) => bytes && new TextDecoder().decode(bytes));
  const helper = new Helper();
  // the worker reads the rules once the page shows something: before, they would keep each other waiting
  const open = async () => module && bundle && helper.open({ module, bundle, places: placesText, lang });
  try {
    const rules = ruleSet ?? (await read(bundle ?? new ArrayBuffer(0), placesText, lang));
    helper.rules = rules;
    return { rules, helper, open, names: names(codesText, placesText) };
  } catch (error) {
    helper.close();
    throw error;
  }
}

/** What stands for the language in the address of rules that are packed for each apart. */
const LANG = "{lang}";

/** Whether other rules are to be fetched for another language. @param {string | null} src */
export const isByLanguage = (src) => Boolean(src?.includes(LANG));

/** @param {ArrayBuffer} bundle @param {string | null} places @param {"fr" | "en"} lang */
async function read(bundle, places, lang) {
  try {
    const rules = await RuleSet.load(bundle, { lang });
    return places === null ? rules : rules.withPlaces(places, { lang });
  } catch (error) {
    throw new Failure("badRules", {}, error instanceof TerreauError ? error.problems : []);
  }
}

/** @param {string} address */
async function fetched(address) {
  let response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw new Failure("noFetch", { what: String(/** @type {Error} */ (error).message) });
  }
  if (response.status !== 200) throw new Failure("noFetch", { what: `${response.status}` });
  const blob = await response.blob();
  if (blob.size > MOST * 1e6) throw new Failure("tooLarge", { n: MOST });
  return blob.arrayBuffer();
}

/** @typedef {{code: string, label: string | {fr: string, en: string}, within?: string}} Name */

/**
 * Names of codes by taxonomy: from a list `{taxonomy: [[code, label], …]}`, and from a list of official places.
 * @param {string | null} codes
 * @param {string | null} places
 */
export function names(codes, places) {
  /** @type {Map<string, Name[]>} */
  const all = new Map();
  try {
    for (const [taxonomy, list] of Object.entries(codes ? JSON.parse(codes) : {})) {
      all.set(taxonomy, list.map((/** @type {[string, any]} */ [code, label]) => ({ code, label })));
    }
  } catch {
    throw new Failure("badRules");
  }
  if (places) addPlaces(all, places);
  return all;
}

/** @param {Map<string, Name[]>} all @param {string} text */
function addPlaces(all, text) {
  /** @type {Name[]} */
  let list = [];
  let prefix = "";
  let within = "";
  const seen = new Set();
  for (const line of text.split("\n")) {
    if (line.startsWith("#") || line === "" || line.startsWith("-")) continue;
    const [first, ...rest] = line.split(" ");
    if (first === "places") {
      prefix = rest[1];
      list = all.get(rest[0]) ?? [];
      all.set(rest[0], list);
    } else if (first.startsWith("@")) {
      within = first.slice(1);
      if (rest.length > 1 && !seen.has(rest[0])) list.push({ code: rest[0], label: rest.slice(1).join(" "), within });
      seen.add(rest[0]);
    } else list.push({ code: prefix + first.toLowerCase(), label: rest.join(" "), within });
  }
}
