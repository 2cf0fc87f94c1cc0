// The catalogue of the comparison as a rule set of ours: the files that an author would write.

const HEAD = `id: compared
version: 2026.11.0
title: {fr: "Catalogue comparé", en: "Compared catalogue"}
languages: [fr, en]
currency: EUR
score:
  default: fit
  lines:
    money: {title: {fr: "Argent", en: "Money"}, anchors: [[0%, 0], [50%, 1000]], otherwise: 0}
    cash: {title: {fr: "Trésorerie", en: "Cash"}, anchors: [[0%, 0], [100%, 1000]], otherwise: 0}
    months: {title: {fr: "Mois", en: "Months"}, anchors: [[1, 1000], [12, 0]], otherwise: 0}
    lightness: {title: {fr: "Légèreté", en: "Lightness"}, anchors: [[2, 1000], [60, 0]], otherwise: 0}
    support: {title: {fr: "Appui", en: "Support"}, anchors: [[0, 0], [1, 1000]], otherwise: 0}
    fit: {title: {fr: "Accord", en: "Fit"}, anchors: [[0%, 0], [100%, 1000]], otherwise: 0}
    certainty: {title: {fr: "Certitude", en: "Certainty"}, levels: {high: 1000, medium: 500, low: 0}, discretion: 0}
  presets:
    fit: {title: {fr: "Accord", en: "Fit"}, weights: {fit: 1000}}
`;

/**
 * The files of the rule set, by path.
 * @param {{facts: any[], options: any[]}} catalogue
 */
export function ruleSet({ facts, options }) {
  const files = new Map([
    ["set.yaml", HEAD],
    ["providers.yaml", 'providers:\n  fund: {title: {fr: "Fonds", en: "Fund"}, kind: public}\n'],
    ["facts/project.yaml", `facts:\n${facts.map(fact).join("")}`],
  ]);
  for (const option of options) files.set(`schemes/grant/${option.id.toLowerCase()}.yaml`, scheme(option));
  return files;
}

/** A profile of the catalogue as a profile of ours. @param {Record<string, any>} told */
export function profile(told) {
  const lower = (/** @type {any} */ v) => (typeof v === "string" ? v.toLowerCase() : v);
  return { facts: Object.fromEntries(Object.entries(told).map(([key, v]) => [`project.${key}`, lower(v)])) };
}

/** @param {any} f */
function fact({ name, type, values, max }) {
  const number = name === "eligible_cost" ? "money" : type;
  // wide bounds: a limit that nobody can miss would be no condition at all
  const of = values ? `${type}, values: [${values.join(", ").toLowerCase()}]` : type === "int" ? `${number}, from: 0, to: ${max * 10}` : type;
  return `  ${name}: {type: ${of}, label: {fr: "${name}", en: "${name}"}, question: {fr: "${name} ?", en: "${name}?"}}\n`;
}

/** @param {any} o */
function scheme({ id, rule, amount, soft }) {
  const name = id.toLowerCase();
  return `id: ${name}
kind: grant
title: {fr: "Aide ${name}", en: "Aid ${name}"}
provider: fund
confidence: high
references:
  - {title: "Generated", read_on: 2026-11-20}
criteria:
${rule.all.map((/** @type {any} */ part, /** @type {number} */ i) => `  - {id: c${i}, ${tree(part)}}\n`).join("")}prefers:
${soft.map((/** @type {any} */ s) => `  - {if: '${test(s.when)}', weight: ${s.weight}}\n`).join("")}amount: {form: cash, of: project.eligible_cost, rate: ${amount.rate_pct}%, cap: ${amount.cap}}
`;
}

/** @param {any} node @returns {string} */
function tree(node) {
  const parts = (/** @type {any[]} */ all) => all.map((one) => `{${tree(one)}}`).join(", ");
  if (node.all) return `all: [${parts(node.all)}]`;
  if (node.any) return `any: [${parts(node.any)}]`;
  return node.not ? `not: {${tree(node.not)}}` : `if: '${test(node)}'`;
}

/** @param {{fact: string, op: string, value: any}} leaf */
function test({ fact: name, op, value }) {
  const of = `project.${name}`;
  const text = (/** @type {string} */ v) => `"${v.toLowerCase()}"`;
  switch (op) {
    case "le": return `${of} <= ${value}`;
    case "ge": return `${of} >= ${value}`;
    case "is": return value ? of : `!${of}`;
    case "in": return `${of} in [${value.map(text).join(", ")}]`;
    case "has": return `${text(value)} in ${of}`;
    case "within": return `${of} >= date("${value[0]}") && ${of} <= date("${value[1]}")`;
    default: throw new Error(`no such comparison: ${op}`);
  }
}
