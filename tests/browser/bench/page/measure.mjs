// Measures in the page: how long a call takes, by calling again and again for a while.

import { Helper, engine } from "/terreau/helper.js";
import { RuleSet } from "/terreau/terreau.js";
import { profile as ours } from "/convert.mjs";

const DAY = "2026-11-23";
const PLAIN = { as_of: DAY, lang: "fr" };
const BRIEF = { ...PLAIN, detail: "brief", top: 10 };
const SAMPLE = 20; // milliseconds of one sample at least: a page's clock is coarse

const json = async (path) => (await fetch(path)).json();
const text = async (path) => (await fetch(path)).text();
/** What stands ready, by name. */
const ready = new Map();

/** What a call takes, in milliseconds: samples for so many milliseconds, each of as many calls as fill it. */
async function sample(call, during) {
  const samples = [];
  let i = 0;
  const end = performance.now() + during;
  do {
    const start = performance.now();
    let calls = 0;
    do {
      const out = call(i++);
      if (out instanceof Promise) await out;
      calls += 1;
    } while (performance.now() - start < SAMPLE);
    samples.push((performance.now() - start) / calls);
  } while (performance.now() < end);
  samples.sort((a, b) => a - b);
  return samples[Math.floor(samples.length / 2)];
}

/** Our own rules: the whole catalogue, with nobody's, one's and a whole project's answers. */
export async function prepareOwn(facts) {
  const [module, bundle] = await Promise.all([engine(), text("/rules/rural-fr.json")]);
  const rules = await RuleSet.load(bundle);
  const helper = new Helper();
  helper.rules = rules;
  await helper.open({ module, bundle, places: null, lang: "fr" });
  if (!helper.apart) throw new Error("no worker");
  const keys = Object.keys(facts);
  const half = Object.fromEntries(keys.slice(0, Math.ceil(keys.length / 2)).map((key) => [key, facts[key]]));
  const profiles = { none: { facts: {} }, half: { facts: half }, whole: { facts } };
  const calls = new Map();
  for (const [name, profile] of Object.entries(profiles)) {
    calls.set(`verdicts, scores, amounts of all, ten told briefly: ${name}`, () => rules.recommend(profile, BRIEF));
    calls.set(`next question: ${name}`, () => rules.nextQuestion(profile, PLAIN));
    calls.set(`a click, verdicts and scores and next question: ${name}`, () => [rules.recommend(profile, BRIEF), rules.nextQuestion(profile, PLAIN)]);
    calls.set(`all told in full: ${name}`, () => rules.recommend(profile, PLAIN));
  }
  calls.set("plan, in the worker: whole", () => helper.ask("plan", profiles.whole, PLAIN));
  calls.set("plan, in the page: whole", () => rules.plan(profiles.whole, PLAIN));
  ready.set("own", calls);
  return [...calls.keys()];
}

/** Ours on the comparison's catalogue of this size; how many answers are the reference's. */
export async function prepareOurs(n) {
  const [bundle, profiles, expected] = await Promise.all([text(`/bench/bundle-${n}.json`), json("/bench/profiles.json"), json(`/bench/expected-${n}.json`)]);
  const start = performance.now();
  const rules = await RuleSet.load(bundle);
  const load = performance.now() - start;
  const mine = profiles.map(ours);
  let agree = 0;
  for (const [i, wanted] of expected.profiles.entries()) agree += same(rules.recommend(mine[i], BRIEF), wanted) ? 1 : 0;
  ready.set(`terreau ${n}`, (i) => rules.recommend(mine[i % mine.length], BRIEF));
  ready.set(`question ${n}`, () => rules.nextQuestion({ facts: {} }, PLAIN));
  return { load, agree, checked: mine.length };
}

/** As many eligible, the same best scores, the same amounts. Equal scores are in another order here: that is no difference. */
function same({ counts, schemes }, { eligible, top }) {
  const found = schemes.filter(({ verdict }) => verdict === "eligible");
  const amounts = new Map(top.map(([id, , , amount]) => [id, amount]));
  return (
    counts.now === eligible &&
    found.length === top.length &&
    found.every((s, i) => s.score.low === Math.floor(top[i][2] * 1000 + 1e-3) && (amounts.get(s.scheme) ?? s.amount.low) === s.amount.low)
  );
}

/** A peer on the same catalogue; how many answers are the reference's. */
export async function preparePeer(id, file, n, checks) {
  globalThis.zen ??= await (await fetch("/peers/zen.wasm")).arrayBuffer();
  const { taken } = await import(`/peers/${id}.js`);
  const [catalogue, profiles, expected] = await Promise.all([json(`/bench/catalogue-${n}.json`), json("/bench/profiles.json"), json(`/bench/expected-${n}.json`)]);
  const dates = catalogue.facts.filter(({ type }) => type === "date").map(({ name }) => name);
  for (const profile of profiles) for (const name of dates) profile[name] = Date.parse(profile[name]) / 86_400_000;
  const totals = catalogue.options.map((o) => o.soft.reduce((sum, { weight }) => sum + weight, 0));
  const rules = await json(`/bench/emit-${n}/${file}`);
  const start = performance.now();
  const peer = await taken.load({ n, catalogue, emitted: () => rules });
  const load = performance.now() - start;
  const call = async (i) => {
    const hits = await taken.evaluate(peer, profiles[i % profiles.length]);
    const eligible = hits.length;
    hits.sort((a, b) => b[1] / totals[b[0]] - a[1] / totals[a[0]] || b[2] - a[2] || a[0] - b[0]);
    return { eligible, top: hits.slice(0, 10) };
  };
  let agree = 0;
  for (let i = 0; i < checks; i++) {
    const { eligible, top } = await call(i);
    const wanted = expected.profiles[i];
    agree += eligible === wanted.eligible && top.length === wanted.top.length && top.every(([o, , amount], j) => catalogue.options[o].id === wanted.top[j][0] && amount === wanted.top[j][3]) ? 1 : 0;
  }
  ready.set(`${id} ${n}`, call);
  return { load, agree, checked: checks };
}

/** What each call takes. */
export async function own(during) {
  const told = {};
  for (const [name, call] of ready.get("own")) told[name] = await sample(call, during);
  return told;
}

/** What one of the others takes. */
export const time = (name, during) => sample(ready.get(name), during);
