// What a person has told so far: answers, questions left aside, and the pages they came through. Never changed in place, so that
// an answer which the rules refuse leaves no trace.

/** @typedef {{facts?: Record<string, any>, declared?: Record<string, any>, filed?: Record<string, string>}} Profile */

/** Whether a key is of a declared criterion, `scheme/criterion`, and not of a fact. @param {string} key */
export const isDeclared = (key) => key.includes("/");

export class State {
  /** @type {Profile} */
  profile = {};
  /** Questions that were left aside. @type {string[]} */
  skip = [];
  /** The pages of questions so far, each as its keys. @type {string[][]} */
  trail = [];

  /** @param {Profile} [profile] @param {string[]} [skip] */
  constructor(profile = {}, skip = []) {
    const { facts, declared, filed } = profile; // the day is not an answer: it is set by who asks
    this.profile = { facts: { ...facts }, declared: { ...declared }, ...(filed && { filed: { ...filed } }) };
    this.skip = skip.filter((key) => typeof key === "string");
  }

  /** @param {string} key */
  get(key) {
    return (isDeclared(key) ? this.profile.declared : this.profile.facts)?.[key];
  }

  /** Keys that were answered. */
  get answered() {
    const told = (/** @type {Record<string, any> | undefined} */ part) => Object.entries(part ?? {}).filter(([, v]) => v !== null && v !== "").map(([key]) => key);
    return [...told(this.profile.facts), ...told(this.profile.declared)];
  }

  /**
   * The state with other answers; `undefined` is "I don't know".
   * @param {Map<string, any>} changes
   */
  with(changes) {
    const next = new State(this.profile, this.skip.filter((key) => !changes.has(key)));
    next.trail = this.trail;
    for (const [key, value] of changes) {
      const part = /** @type {Record<string, any>} */ (isDeclared(key) ? next.profile.declared : next.profile.facts);
      if (value === undefined) {
        delete part[key];
        next.skip.push(key);
      } else part[key] = value;
    }
    return next;
  }

  /** The state with the day on which a scheme was applied for; without a day, it was not. @param {string} scheme @param {string} [day] */
  filing(scheme, day) {
    const { [scheme]: _, ...others } = this.profile.filed ?? {};
    const filed = day ? { ...others, [scheme]: day } : others;
    const next = new State({ ...this.profile, filed: Object.keys(filed).length > 0 ? filed : undefined }, this.skip);
    next.trail = this.trail;
    return next;
  }

  /** Remembers that a page is shown. @param {string[]} keys */
  visit(keys) {
    if (this.trail.at(-1)?.join() !== keys.join()) this.trail = [...this.trail, keys];
  }

  /** Leaves the page that is shown; the one before it, if any. */
  leave() {
    this.trail = this.trail.slice(0, -1);
    return this.trail.at(-1);
  }
}
