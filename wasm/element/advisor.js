// What the engine says of the answers so far, each thing asked once. No rule is known here: every judgement is the engine's.

import { TerreauError } from "../terreau.js";
import { State, isDeclared } from "./state.js";

/** @typedef {import("../terreau.js").RuleSet} RuleSet */
/** @typedef {import("../terreau.js").Problem} Problem */
/** @typedef {Omit<import("../terreau.js").Asked, "derived" | "effort" | "used_by" | "group_label" | "sensitive"> & {group_label?: string, sensitive?: boolean}} Asked what a question needs */
/** @typedef {import("./format.js").Lang} Lang */
/** @typedef {{take: string[], without: string[], assume: boolean}} Wishes */
/** @typedef {{lang: Lang, asOf: string, weights?: string | Record<string, number>, top?: number}} Settings */

/** What can be asked and obtained, by key. @param {RuleSet} rules @param {import("./format.js").Lang} lang */
function catalogue(rules, lang) {
  const { facts, schemes, presets, taxonomies, rule_set, title } = rules.describe(lang);
  return {
    ruleSet: { ...rule_set, title },
    presets,
    facts: new Map(facts.map((fact) => [fact.fact, fact])),
    schemes: new Map(schemes.map((scheme) => [scheme.scheme, scheme])),
    codes: new Map(taxonomies.map(({ taxonomy, codes }) => [taxonomy, codes])),
  };
}

export class Advisor {
  /** @type {Map<string, any>} */
  #told = new Map();
  #catalogue;

  /**
   * @param {RuleSet} rules
   * @param {import("../helper.js").Helper} helper
   * @param {Settings} settings
   */
  constructor(rules, helper, settings) {
    this.rules = rules;
    this.helper = helper;
    this.settings = settings;
    this.state = new State();
    this.#catalogue = catalogue(rules, settings.lang);
  }

  /** Reads the catalogue in the language of the settings. */
  describe() {
    this.#told.clear();
    this.#catalogue = catalogue(this.rules, this.settings.lang);
  }

  get ruleSet() {
    return this.#catalogue.ruleSet;
  }

  get presets() {
    return this.#catalogue.presets;
  }

  get facts() {
    return this.#catalogue.facts;
  }

  get schemes() {
    return this.#catalogue.schemes;
  }

  /** Codes with their names, by taxonomy. */
  get codes() {
    return this.#catalogue.codes;
  }

  /** @param {Partial<Settings>} settings */
  set(settings) {
    const other = settings.lang !== undefined && settings.lang !== this.settings.lang;
    this.settings = { ...this.settings, ...settings };
    this.#told.clear();
    if (other) this.describe();
  }

  get options() {
    const { lang, asOf, weights } = this.settings;
    return { lang, as_of: asOf, ...(weights && { weights }) };
  }

  /** @param {State} state */
  use(state) {
    this.state = state;
    this.#told.clear();
  }

  /**
   * Takes answers, or says what is wrong with them and takes none.
   * @param {Map<string, any>} changes `undefined` is "I don't know"
   * @returns {Problem[]}
   */
  answer(changes) {
    return this.#take(this.state.with(changes));
  }

  /** Takes the day on which a scheme was applied for, or that it was not, in the same way. @param {string} scheme @param {string} [day] */
  file(scheme, day) {
    return this.#take(this.state.filing(scheme, day));
  }

  /** @param {State} next */
  #take(next) {
    const asked = this.#ask(next);
    // answers that came in contradicting each other are mended one by one
    if (asked.problems.length > 0 && asked.problems.length >= this.problems().length) return asked.problems;
    this.use(next);
    this.#told.set("asked", asked);
    return [];
  }

  /** What is wrong with the answers: those that were saved elsewhere may contradict each other. @returns {Problem[]} */
  problems() {
    return this.#once("asked", () => this.#ask(this.state)).problems;
  }

  /** The next question, or what keeps it from being asked. @param {State} state @returns {{next?: any, problems: Problem[]}} */
  #ask(state) {
    try {
      return { next: this.rules.nextQuestion(state.profile, this.#asking(state)), problems: [] };
    } catch (error) {
      if (error instanceof TerreauError) return { problems: error.problems };
      throw error;
    }
  }

  /** @param {State} state */
  #asking(state) {
    return { ...this.options, skip: this.#known(state.skip), ...(this.settings.top && { top: this.settings.top }) };
  }

  /** What was left aside, as far as these rules have it. @param {string[]} keys */
  #known(keys) {
    return keys.filter((key) => (isDeclared(key) ? this.schemes.has(key.split("/")[0]) : this.facts.has(key)));
  }

  /** What to ask next. @param {string} [scheme] of this scheme alone */
  question(scheme) {
    if (scheme) return this.#once(`question ${scheme}`, () => this.rules.nextQuestion(this.state.profile, { ...this.#asking(this.state), scheme }));
    const { next, problems } = this.#once("asked", () => this.#ask(this.state));
    if (problems.length > 0) throw new TerreauError(problems);
    return next;
  }

  /** The ranked schemes, at once. */
  report() {
    return this.#once("report", () => this.#told.get("ahead") ?? this.rules.recommend(this.state.profile, this.options));
  }

  /** Has them worked out beside the page. Says whether they are still those of the answers: then `report` has them at once. */
  async prepare() {
    const { state, settings } = this;
    if (this.reported) return true;
    const ahead = await this.helper.ask("recommend", state.profile, this.options);
    if (state !== this.state || settings !== this.settings) return false;
    this.#told.set("ahead", ahead);
    return true;
  }

  /** Whether the ranked schemes are there already. */
  get reported() {
    return this.#told.has("report");
  }

  /** The same with what would change refusals and what is enough for each verdict: it takes longer. @returns {Promise<any>} */
  deep() {
    return this.#once("deep", () => this.helper.ask("recommend", this.state.profile, { ...this.options, near: true, detail: "reasons" }));
  }

  /** @param {Wishes} wishes @returns {Promise<any>} */
  plan({ take, without, assume }) {
    const { lang, as_of } = this.options;
    const options = { lang, as_of, take, without, assume: assume ? ["*"] : [] };
    return this.#once(`plan ${JSON.stringify(options)}`, () => this.helper.ask("plan", this.state.profile, options));
  }

  /** How the list is made. @returns {Promise<any>} */
  notice() {
    return this.#once("notice", () => this.helper.ask("notice", this.state.profile, this.options));
  }

  /**
   * @param {string} key
   * @param {() => any} ask
   */
  #once(key, ask) {
    if (!this.#told.has(key)) this.#told.set(key, ask());
    return this.#told.get(key);
  }

  /** A scheme's name. @param {string} id @returns {string} */
  scheme(id) {
    return this.schemes.get(id)?.title ?? id;
  }

  /** What a key asks, as a fact is described; a criterion that is declared is a yes or a no. @param {string} key @returns {Asked | undefined} */
  asked(key) {
    if (!isDeclared(key)) return this.facts.get(key);
    const scheme = key.split("/")[0];
    const told = this.report().schemes.find((/** @type {any} */ s) => s.scheme === scheme);
    const label = label_of(told?.criteria ?? [], key.slice(scheme.length + 1));
    return label ? { fact: key, group: "declared", label, type: "bool", question: label, help: this.scheme(scheme), answered_by: "applicant" } : undefined;
  }
}

/**
 * What a criterion says, wherever it stands in the tree.
 * @param {any[]} criteria
 * @param {string} id
 * @returns {string | undefined}
 */
function label_of(criteria, id) {
  for (const criterion of criteria) {
    const found = criterion.id === id ? criterion.label : label_of(criterion.parts ?? [], id);
    if (found) return found;
  }
  return undefined;
}
