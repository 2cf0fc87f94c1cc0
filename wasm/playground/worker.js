// The engine beside the page: it holds the rule files and answers one question at a time.

import start, { NativeWorkshop, codes, explain } from "./engine.js";

/** @typedef {{depth: number, lang: "fr" | "en", asOf?: string, only?: string, code?: string, id?: string, kind?: string, profile?: string}} Args */

/** @type {Promise<NativeWorkshop> | undefined} */
let opening;

/** @type {Record<string, (shop: NativeWorkshop, args: any) => any>} */
const VERBS = {
  check: (shop, { depth, asOf, lang }) => JSON.parse(shop.check(depth, asOf, lang)),
  examples: (shop, { depth, only, lang }) => JSON.parse(shop.runExamples(depth, only, lang)),
  recommend: (shop, { depth, profile, asOf, lang }) => JSON.parse(shop.recommend(depth, profile, asOf, lang)),
  describe: (shop, { depth, lang }) => withRules(shop, depth, lang, (rules) => JSON.parse(rules.describeJson(JSON.stringify({ lang }), lang))),
  bundle: (shop, { depth, lang }) => withRules(shop, depth, lang, (rules) => rules.toBundle()),
  scheme: (shop, { depth, id, kind, lang }) => JSON.parse(shop.newScheme(depth, id, kind, lang)),
  schema: (shop, { depth, kind, lang }) => JSON.parse(shop.schema(depth, kind, lang) ?? "null"),
  explain: (_, { code, lang }) => JSON.parse(explain(code, lang)),
  codes: (_, { lang }) => JSON.parse(codes(lang)),
};

/**
 * @template T
 * @param {NativeWorkshop} shop @param {number} depth @param {string} lang @param {(rules: import("./engine.js").NativeRuleSet) => T} ask
 */
function withRules(shop, depth, lang, ask) {
  const rules = shop.ruleSet(depth, lang);
  try {
    return ask(rules);
  } finally {
    rules.free();
  }
}

self.onmessage = async ({ data }) => {
  if (data.module) {
    opening = open(data);
    return opening.catch(() => {}); // the first question tells of it
  }
  const { id, verb, args, puts } = data;
  try {
    const shop = await /** @type {Promise<NativeWorkshop>} */ (opening);
    for (const { layer, path, text } of puts) shop.put(layer, path, text ?? undefined);
    self.postMessage({ id, answer: VERBS[verb](shop, args) });
  } catch (error) {
    // the engine refuses with a text; anything else is its own fault, and what it holds may be damaged
    if (typeof error === "string") self.postMessage({ id, problems: JSON.parse(error) });
    else self.postMessage({ id, crashed: String(error) });
  }
};

/** @param {{module: WebAssembly.Module, layers: object}} given */
async function open({ module, layers }) {
  await start({ module_or_path: module });
  return NativeWorkshop.parse(JSON.stringify(layers), "fr");
}
