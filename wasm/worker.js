// The engine beside the page: plans take long enough to be felt, and a page that reckons does not scroll.

import { init, RuleSet, TerreauError } from "./terreau.js";

/** @type {Promise<RuleSet> | undefined} */
let rules;

self.onmessage = async ({ data }) => {
  const { id, verb, profile, options, load } = data;
  try {
    if (load) {
      rules = open(load);
      await rules;
      self.postMessage({ id });
    } else {
      const set = /** @type {any} */ (await rules);
      self.postMessage({ id, answer: set[verb](profile, options) });
    }
  } catch (error) {
    self.postMessage({ id, problems: error instanceof TerreauError ? error.problems : null, message: String(error) });
  }
};

/** @param {{module: WebAssembly.Module, bundle: ArrayBuffer, places: string | null, lang: "fr" | "en"}} load */
async function open({ module, bundle, places, lang }) {
  await init(module);
  const set = await RuleSet.load(bundle, { lang });
  return places === null ? set : set.withPlaces(places, { lang });
}
