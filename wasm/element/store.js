// How answers leave this page, only when a person says so: a file, a link that carries them after its `#`, or this browser. What
// comes back is never trusted: it goes through the engine's reader of saved profiles.

import { pack, unpack } from "./packed.js";
import { State } from "./state.js";

const MARK = "#terreau=";
const LONGEST = 200_000; // characters of a link, and bytes that it may unfold to: ten times what a full profile takes

/** @typedef {{profile: import("./state.js").Profile, skip: string[], fingerprint?: string}} Kept */

/** @param {import("./advisor.js").Advisor} advisor @returns {string} */
export function asFile({ state, ruleSet, settings }) {
  const { id, version, fingerprint } = ruleSet;
  return `${JSON.stringify({ terreau: 1, rule_set: { id, version, fingerprint }, saved_on: settings.asOf, profile: state.profile, skip: state.skip }, null, 2)}\n`;
}

/**
 * What a saved file, or a bare profile, holds. Throws when it is neither.
 * @param {string} text
 * @returns {Kept}
 */
export function fromFile(text) {
  const read = JSON.parse(text);
  const kept = read?.profile ?? read;
  if (kept === null || typeof kept !== "object" || Array.isArray(kept) || typeof kept.facts !== "object") throw new TypeError("no profile");
  return { profile: kept, skip: Array.isArray(read.skip) ? read.skip : [], fingerprint: read.rule_set?.fingerprint };
}

/** The address of this page with the answers after its `#`. @param {import("./advisor.js").Advisor} advisor @param {string} page */
export async function asLink({ state, ruleSet }, page) {
  const text = JSON.stringify({ p: state.profile, s: state.skip, f: ruleSet.fingerprint.slice(0, 16) });
  const packed = await pack(text);
  if (packed.length > LONGEST) throw new RangeError("too large");
  return page.split("#")[0] + MARK + packed;
}

/**
 * What a link carries; null when it carries nothing. Throws when it is damaged.
 * @param {string} hash
 * @returns {Promise<Kept | null>}
 */
export async function fromLink(hash) {
  if (!hash.startsWith(MARK)) return null;
  const packed = hash.slice(MARK.length);
  if (packed.length > LONGEST) throw new TypeError("damaged");
  const { p, s, f } = JSON.parse(await unpack(packed, LONGEST));
  return { ...fromFile(JSON.stringify({ profile: p, skip: s })), fingerprint: f };
}

/** Where this browser keeps answers to a rule set. @param {string} id */
const place = (id) => `terreau:${id}`;

/** Keeps the answers in this browser. Throws when it refuses. @param {import("./advisor.js").Advisor} advisor */
export const keep = (advisor) => localStorage.setItem(place(advisor.ruleSet.id), asFile(advisor));

/** @param {string} id @returns {string | null} */
export function kept(id) {
  try {
    return localStorage.getItem(place(id));
  } catch {
    return null;
  }
}

/** @param {string} id */
export function forget(id) {
  try {
    localStorage.removeItem(place(id));
  } catch {
    // what is refused holds nothing
  }
}

/**
 * Takes over what was kept, as today's rules read it; tells what they take otherwise. Throws when it is no profile at all.
 * @param {import("./app.js").App} app @param {Kept} kept
 */
export function takeOver(app, { profile, skip, fingerprint }) {
  const { advisor } = app;
  const { profile: now, changes } = advisor.rules.updateProfile(profile, { lang: advisor.settings.lang, as_of: advisor.settings.asOf });
  advisor.use(new State(now, skip));
  const n = advisor.state.answered.length;
  const other = fingerprint !== undefined && !advisor.ruleSet.fingerprint.startsWith(fingerprint);
  const items = changes.map((/** @type {any} */ c) => `${c.was.replace(/^\w+\./, "")}${c.now ? ` → ${c.now.replace(/^\w+\./, "")}` : ""} – ${c.label} (${JSON.stringify(c.value)})`);
  const text = changes.length ? app.t("updated", { n: changes.length }) : other ? app.t("otherRules") : app.t("reopened", { n });
  return { text: text, items, bad: changes.length > 0 };
}
