// Runs every vector through the JavaScript door; the same code in Node and in the page.

/** For each vector of the index, its id and the first place where the answer differs from what is expected. */
export async function run({ RuleSet, TerreauError }, read) {
  const index = JSON.parse(await read("index.json"));
  const results = [];
  for (const vector of index.vectors) {
    results.push({ id: vector.id, difference: await difference(vector) });
  }
  return results;

  async function difference({ id, rule_set, call }) {
    const [bundle, profile, options, expected, problems] = await Promise.all([
      read(rule_set),
      read(`${id}/profile.json`),
      read(`${id}/options.json`),
      read(`${id}/expected.json`),
      read(`${id}/problems.json`),
    ]);
    if (bundle === null || options === null) return "its rule set or its options.json cannot be read";
    if ((expected === null) === (problems === null)) return "needs either expected.json or problems.json";
    const answer = (given) => told(call, bundle, given, JSON.parse(options));
    const asText = await answer(profile);
    const wanted = { refused: expected === null, text: expected ?? problems };
    const found = compare(wanted, asText);
    if (found || wanted.refused || call === "describe") return found;
    const asObject = await answer(JSON.parse(profile));
    return compare(asText, asObject, "as an object: ");
  }

  async function told(call, bundle, profile, options) {
    try {
      const rules = await RuleSet.load(bundle, { lang: options.lang });
      return { refused: false, text: answered(rules, call, profile, options) };
    } catch (error) {
      if (!(error instanceof TerreauError)) throw error;
      return { refused: true, text: JSON.stringify(error.problems) };
    }
  }
}

function answered(rules, call, profile, options) {
  if (call === "describe") return rules.describeJson(options.lang);
  if (call === "plan") return rules.planJson(profile, options);
  if (call === "update_profile") return rules.updateProfileJson(profile, options);
  if (call === "notice") return rules.noticeJson(profile, options);
  return call === "next_question" ? rules.nextQuestionJson(profile, options) : rules.recommendJson(profile, options);
}

/** The names that the package gives out, and those of a rule set. */
export function namesOf(terreau) {
  const { RuleSet } = terreau;
  const own = Object.getOwnPropertyNames(RuleSet.prototype).filter((name) => name !== "constructor");
  const fixed = Object.getOwnPropertyNames(RuleSet).filter((name) => !["length", "name", "prototype"].includes(name));
  return { exported: Object.keys(terreau).sort(), ruleSet: [...own, ...fixed].sort() };
}

function compare(wanted, got, prefix = "") {
  if (wanted.refused !== got.refused) {
    return `${prefix}expected ${wanted.refused ? "problems" : "an answer"}, got ${got.text.slice(0, 400)}`;
  }
  if (wanted.text === got.text) return null;
  let at = 0;
  while (at < wanted.text.length && wanted.text[at] === got.text[at]) at += 1;
  const around = (text) => text.slice(Math.max(0, at - 60), at + 60);
  return `${prefix}differs at character ${at}\n  expected ${around(wanted.text)}\n  got      ${around(got.text)}`;
}
