// The portals' element over the playground's own engine: a script apart, run when an author wants to see the rules as visitors do.

import { RuleSet, init } from "../terreau.js";
import "../element/terreau-advisor.js";

/**
 * Rules as a portal loads them, in this page.
 * @param {WebAssembly.Module} module @param {string} bundle @param {"fr" | "en"} lang
 */
export async function load(module, bundle, lang) {
  await init(module);
  return RuleSet.load(bundle, { lang });
}
