// What an adapter of the comparison finds in a page: a harness that keeps what it is given, and files that the page has fetched.

/** What the adapter gave. @type {{load?: (about: object) => any, evaluate?: (peer: any, profile: object) => any}} */
export const taken = {};

/** @param {any} load @param {any} evaluate */
export async function run(load, evaluate) {
  Object.assign(taken, { load, evaluate });
}

/** Stands for `node:fs`: the one file that an adapter reads is its engine. */
export const readFileSync = () => /** @type {any} */ (globalThis).zen;

/** Stands for `node:module`. */
export const createRequire = () => ({ resolve: (/** @type {string} */ name) => name });
