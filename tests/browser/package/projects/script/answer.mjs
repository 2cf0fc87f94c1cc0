// A script with the package as a dependency: takes calls as JSON on its input and prints what they answered, or their problems.

import { text } from "node:stream/consumers";
import * as terreau from "terreau";
import { TerreauAdvisor } from "terreau/element";

const { RuleSet, TerreauError } = terreau;
const { bundle, calls } = JSON.parse(await text(process.stdin));
const rules = await RuleSet.load(bundle);
const answers = calls.map(({ verb, profile, options }) => {
  try {
    return { text: rules[verb](profile, options) };
  } catch (error) {
    return { problems: error instanceof TerreauError ? error.problems : String(error) };
  }
});
console.log(JSON.stringify({ exported: Object.keys(terreau), window: typeof globalThis.window, element: typeof TerreauAdvisor, answers }));
