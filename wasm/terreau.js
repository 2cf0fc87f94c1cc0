// The rule set for JavaScript: objects in and out of the engine's JSON. The engine is fetched at the first `load`.

import start, { NativeRuleSet } from "./engine.js";

/** Thrown with everything that was wrong with a bundle, a profile or the options, in one go. */
export class TerreauError extends Error {
  constructor(problems) {
    super(problems.map(line).join("\n"));
    this.name = "TerreauError";
    this.problems = problems;
  }
}

let started;

/** Starts the engine from a URL, a Response, bytes or a WebAssembly.Module; only needed where it lies elsewhere. */
export function init(engine = new URL("./terreau_bg.wasm", import.meta.url)) {
  started ??= start({ module_or_path: engine }).catch((error) => {
    started = undefined; // the next call may find the network again
    throw error;
  });
  return started.then(() => undefined);
}

/** A rule set, checked and ready to answer. */
export class RuleSet {
  #native;

  constructor(native) {
    this.#native = native;
  }

  /** Loads a bundle: its bytes, which is quickest, its text, or the object that the text describes. */
  static async load(bundle, { lang = "fr" } = {}) {
    await init();
    return new RuleSet(told(() => NativeRuleSet.parse(bytes(bundle), lang)));
  }

  /** The same rules with a list of official places, the text of a `.places` file: profiles may then name any commune. */
  withPlaces(text, { lang = "fr" } = {}) {
    return new RuleSet(told(() => this.#native.withPlaces(String(text), lang)));
  }

  /** Identity of the rules: the same rules have the same fingerprint everywhere. */
  get fingerprint() {
    return this.#native.fingerprint;
  }

  /** The ranked, explained recommendations for a profile. */
  recommend(profile, options) {
    return JSON.parse(this.recommendJson(profile, options));
  }

  /** The recommendations as JSON: the same bytes as from Rust and from Python. */
  recommendJson(profile, options = {}) {
    const all = { lang: "fr", ...options };
    return told(() => this.#native.recommendJson(write(profile), write(all), String(all.lang)));
  }

  /** The best financing plan for a profile: which money together, how much, when it arrives, and why. */
  plan(profile, options) {
    return JSON.parse(this.planJson(profile, options));
  }

  /** The plan as JSON: the same bytes as from Rust and from Python. */
  planJson(profile, options = {}) {
    const all = { lang: "fr", ...options };
    return told(() => this.#native.planJson(write(profile), write(all), String(all.lang)));
  }

  /** What to ask next, why, and what each answer would do; or that no answer changes the first places any more. */
  nextQuestion(profile, options) {
    return JSON.parse(this.nextQuestionJson(profile, options));
  }

  /** The next question as JSON: the same bytes as from Rust and from Python. */
  nextQuestionJson(profile, options = {}) {
    const all = { lang: "fr", ...options };
    return told(() => this.#native.nextQuestionJson(write(profile), write(all), String(all.lang)));
  }

  /** How the list is made, for the person whom it is about: data, parameters with their weights, operations, result. */
  notice(profile, options) {
    return JSON.parse(this.noticeJson(profile, options));
  }

  /** The notice as JSON: the same bytes as from Rust and from Python. */
  noticeJson(profile, options = {}) {
    const all = { lang: "fr", ...options };
    return told(() => this.#native.noticeJson(write(profile), write(all), String(all.lang)));
  }

  /** A profile saved for other rules, carried over to these: what was renamed or set aside is told. */
  updateProfile(profile, options) {
    return JSON.parse(this.updateProfileJson(profile, options));
  }

  /** The same as JSON: the same bytes as from Rust and from Python. */
  updateProfileJson(profile, options = {}) {
    const all = { lang: "fr", ...options };
    return told(() => this.#native.updateProfileJson(write(profile), write(all), String(all.lang)));
  }

  /** What can be asked and obtained: facts, schemes, score lines. */
  describe(lang = "fr") {
    return JSON.parse(this.describeJson(lang));
  }

  /** What can be asked and obtained, as JSON: the same bytes as from Rust and from Python. */
  describeJson(lang = "fr") {
    return told(() => this.#native.describeJson(write({ lang }), String(lang)));
  }
}

function told(call) {
  try {
    return call();
  } catch (error) {
    throw typeof error === "string" ? new TerreauError(JSON.parse(error)) : error;
  }
}

function bytes(bundle) {
  if (bundle instanceof ArrayBuffer) return new Uint8Array(bundle);
  return bundle instanceof Uint8Array ? bundle : new TextEncoder().encode(write(bundle));
}

// JSON for the engine; a text is JSON already. What JSON cannot say goes as text, so that it is refused, not dropped.
function write(value) {
  return typeof value === "string" ? value : JSON.stringify(value, asText);
}

function asText(_key, value) {
  return typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)) ? String(value) : value;
}

function line({ code, path, message, help }) {
  return `${code} ${path}: ${message}${help ? ` (${help})` : ""}`;
}
