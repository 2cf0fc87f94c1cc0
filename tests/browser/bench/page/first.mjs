// What a page does before it can show a list: fetch, load, recommend. Each step's end is kept, in milliseconds from the first script.

import { RuleSet, init } from "/terreau/terreau.js";

const since = () => performance.now() - globalThis.began;
const options = { as_of: "2026-11-23", lang: "fr", detail: "brief", top: 10 };
const told = { script: since() };
const fetched = fetch("/rules/rural-fr.fr.json").then((response) => response.arrayBuffer());
await init();
told.engine = since();
const bundle = await fetched;
told.bundle = since();
const rules = await RuleSet.load(bundle);
told.loaded = since();
rules.recommend({ facts: {} }, options);
told.recommended = since();
rules.nextQuestion({ facts: {} }, { as_of: options.as_of, lang: options.lang });
told.question = since();
globalThis.told = told;
