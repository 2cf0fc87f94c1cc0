import type { Catalogue, NextQuestion, Notice, PlanReport, ProfileUpdate, Report } from "./contract.js";

export type * from "./contract.js";

/** A language the product speaks. */
export type Lang = "fr" | "en";

/** One thing that was wrong. */
export interface Problem {
  code: string;
  path: string;
  message: string;
  help: string | null;
}

export interface Options {
  /** The day to judge at, as ISO text: `2026-11-23`. */
  as_of?: string;
  /** The language of every text in the answer; French if not said. */
  lang?: Lang;
  /** The name of a preset of the rule set, or weights that sum to 1000. */
  weights?: string | Record<string, number>;
  /** How many schemes are told in full. */
  top?: number;
  /** How much is told of each. */
  detail?: string;
  /** Adds what would change each refusal, and the changes of the project that would unlock most. */
  near?: boolean;
}

export interface PlanOptions {
  /** The day to plan on, as ISO text: `2026-11-23`. */
  as_of?: string;
  /** The language of every text in the answer; French if not said. */
  lang?: Lang;
  /** Schemes that the plan must take. */
  take?: string[];
  /** Schemes that it must do without. */
  without?: string[];
  /** Schemes whose open facts are taken as favourable; `*` for all. */
  assume?: string[];
  /** Months of the cash curve after the start. */
  months?: number;
  /** Euros for an hour of paperwork, when plans are compared. */
  hour?: number | string;
  /** Leaves out what explains the plan: fallbacks, blockers, other plans. */
  brief?: boolean;
}

export interface QuestionOptions {
  /** The day to judge at, as ISO text: `2026-11-23`. */
  as_of?: string;
  /** The language of every text in the answer; French if not said. */
  lang?: Lang;
  /** The name of a preset of the rule set, or weights that sum to 1000. */
  weights?: string | Record<string, number>;
  /** How many first places are to be settled: five if not said. */
  top?: number;
  /** Ask for this scheme alone. */
  scheme?: string;
  /** Questions to leave aside: keys of facts, or `scheme/criterion`. */
  skip?: string[];
}

/** Thrown with everything that was wrong with a bundle, a profile or the options, in one go. */
export class TerreauError extends Error {
  constructor(problems: Problem[]);
  readonly problems: Problem[];
}

/** Starts the engine from a URL, a Response, bytes or a WebAssembly.Module; only needed where it lies elsewhere. */
export function init(engine?: URL | string | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** A rule set, checked and ready to answer. */
export class RuleSet {
  private constructor();
  /** Loads a bundle: its bytes, which is quickest, its text, or the object that the text describes. */
  static load(bundle: string | object | ArrayBuffer | Uint8Array, options?: { lang?: Lang }): Promise<RuleSet>;
  /** The same rules with a list of official places, the text of a `.places` file: profiles may then name any commune. */
  withPlaces(text: string, options?: { lang?: Lang }): RuleSet;
  /** Identity of the rules: the same rules have the same fingerprint everywhere. */
  readonly fingerprint: string;
  /** The ranked, explained recommendations for a profile: an object, or JSON text. */
  recommend(profile: string | object, options?: Options): Report;
  /** The recommendations as JSON: the same bytes as from Rust and from Python. */
  recommendJson(profile: string | object, options?: Options): string;
  /** The best financing plan for a profile: which money together, how much, when it arrives, and why. */
  plan(profile: string | object, options?: PlanOptions): PlanReport;
  /** The plan as JSON: the same bytes as from Rust and from Python. */
  planJson(profile: string | object, options?: PlanOptions): string;
  /** What to ask next, why, and what each answer would do; or that no answer changes the first places any more. */
  nextQuestion(profile: string | object, options?: QuestionOptions): NextQuestion;
  /** The next question as JSON: the same bytes as from Rust and from Python. */
  nextQuestionJson(profile: string | object, options?: QuestionOptions): string;
  /** How the list is made, for the person whom it is about: data, parameters with their weights, operations, result. */
  notice(profile: string | object, options?: Pick<Options, "as_of" | "lang" | "weights">): Notice;
  /** The notice as JSON: the same bytes as from Rust and from Python. */
  noticeJson(profile: string | object, options?: Pick<Options, "as_of" | "lang" | "weights">): string;
  /** A profile saved for other rules, carried over to these: what was renamed or set aside is told. */
  updateProfile(profile: string | object, options?: Pick<Options, "as_of" | "lang">): ProfileUpdate;
  /** The same as JSON: the same bytes as from Rust and from Python. */
  updateProfileJson(profile: string | object, options?: Pick<Options, "as_of" | "lang">): string;
  /** What can be asked and obtained: facts, schemes, score lines. */
  describe(lang?: Lang): Catalogue;
  /** What can be asked and obtained, as JSON: the same bytes as from Rust and from Python. */
  describeJson(lang?: Lang): string;
}
