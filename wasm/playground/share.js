// What an author may carry elsewhere: what differs from the rules of this page, as a link (after its `#`, which browsers do not send),
// a file, or a draft in this browser. What comes back is never trusted.

import { pack, unpack } from "../element/packed.js";

const MARK = "#atelier=";
const LONGEST_LINK = 32_000; // characters: what mail and chat still carry whole
const LONGEST_TEXT = 4_000_000; // characters that a link or a file may unfold to
const DRAFT = "terreau-atelier";

/**
 * @typedef {object} Work
 * @property {string} base fingerprint of the rules that it was made over
 * @property {string} set the set that is worked on
 * @property {Record<string, string | null>} changes
 * @property {string} open the file that is open
 * @property {string} profile
 * @property {string} day
 */

/** A link that is too long to travel. */
export class TooLong extends Error {}

/** @param {Work} work */
export const asFile = (work) => `${JSON.stringify({ atelier: 1, ...work }, null, 2)}\n`;

/** What a file holds. Throws when it is none of ours. @param {string} text @returns {Work} */
export function fromFile(text) {
  if (text.length > LONGEST_TEXT) throw new RangeError("too large");
  const read = JSON.parse(text);
  const { changes } = read ?? {};
  if (read?.atelier !== 1 || changes === null || typeof changes !== "object" || Array.isArray(changes)) throw new TypeError("no work");
  for (const value of Object.values(changes)) if (value !== null && typeof value !== "string") throw new TypeError("no text");
  const told = (/** @type {string} */ key) => (typeof read[key] === "string" ? read[key] : "");
  return { base: told("base"), set: told("set"), changes, open: told("open"), profile: told("profile"), day: told("day") };
}

/** The address of this page with the work after its `#`. Throws when it is too long. @param {Work} work @param {string} page */
export async function asLink(work, page) {
  const link = page.split("#")[0] + MARK + (await pack(JSON.stringify({ atelier: 1, ...work })));
  if (link.length > LONGEST_LINK) throw new TooLong(String(link.length));
  return link;
}

/** What a link carries; null when it carries nothing. Throws when it is damaged. @param {string} hash @returns {Promise<Work | null>} */
export async function fromLink(hash) {
  if (!hash.startsWith(MARK)) return null;
  const packed = hash.slice(MARK.length);
  if (packed.length > LONGEST_LINK) throw new TypeError("damaged");
  return fromFile(await unpack(packed, LONGEST_TEXT));
}

/** Keeps the work in this browser; says whether it could. @param {Work} work */
export function keep(work) {
  try {
    localStorage.setItem(DRAFT, asFile(work));
    return true;
  } catch {
    return false;
  }
}

/** The work that this browser kept, or null. @returns {Work | null} */
export function kept() {
  return read(DRAFT);
}

/** Sets the draft aside, so that a link that is opened over it loses nothing. */
export function setAside() {
  try {
    const draft = localStorage.getItem(DRAFT);
    if (draft !== null) localStorage.setItem(`${DRAFT}-before`, draft);
  } catch {
    // what is refused holds nothing
  }
}

/** The draft that was set aside, or null. */
export function aside() {
  return read(`${DRAFT}-before`);
}

/** Forgets the draft. */
export function forget() {
  try {
    localStorage.removeItem(DRAFT);
  } catch {
    // what is refused holds nothing
  }
}

/** @param {string} name @returns {Work | null} */
function read(name) {
  try {
    const text = localStorage.getItem(name);
    return text === null ? null : fromFile(text);
  } catch {
    return null;
  }
}
