// Compiled, never run: the declarations say what a host may write.

import { init, RuleSet, TerreauError, type Options, type PlanOptions, type Problem, type Recommendation, type Report } from "terreau";
import type { TerreauAdvisor } from "terreau/element";

export async function host(bundle: object): Promise<string> {
  await init(new URL("https://example.org/terreau_bg.wasm"));
  const rules: RuleSet = await RuleSet.load(bundle, { lang: "en" });
  const options: Options = { as_of: "2026-11-23", lang: "en", weights: { fit: 1000 }, top: 10, detail: "full" };
  try {
    const report: Report = rules.recommend({ facts: {} }, options);
    const first: Recommendation | undefined = report.schemes[0];
    const verdict: "eligible" | "conditional" | "undetermined" | "ineligible" | undefined = first?.verdict;
    console.assert(verdict !== "eligible" || first?.amount?.low !== null);
    // @ts-expect-error there is no such thing in an answer
    console.assert(report.winners);
    rules.describe("en");
    const asked: PlanOptions = { take: ["acre"], without: ["arce"], assume: ["*"], months: 24, hour: "12.02", brief: true };
    rules.plan({ facts: {} }, asked);
    rules.planJson("{}");
    rules.nextQuestion({ facts: {} }, { top: 3, skip: ["applicant.kind"] });
    rules.nextQuestionJson("{}");
    rules.notice({ facts: {} }, { weights: "balanced" });
    rules.withPlaces("").noticeJson("{}");
    return rules.recommendJson("{}") + rules.describeJson() + rules.fingerprint;
  } catch (error) {
    const problems: readonly Problem[] = error instanceof TerreauError ? error.problems : [];
    return problems.map(({ code, path, message, help }) => code + path + message + (help ?? "")).join();
  }
}

export function page(element: TerreauAdvisor): void {
  element.addEventListener("terreau-change", ({ detail }) => console.assert(detail.keys.length > 0, detail.profile.facts));
  element.profile = { facts: { "applicant.kind": "association" } };
  const other = document.createElement("terreau-advisor");
  other.ruleSet = element.ruleSet;
  // @ts-expect-error it is the engine's answer
  other.recommendation = null;
}

// @ts-expect-error no such language
void RuleSet.load("{}", { lang: "de" });
