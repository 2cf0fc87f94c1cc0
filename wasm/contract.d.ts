// What the engine answers, verb by verb. Made by types.mjs from contract.schema.json; change the types in core/src/contract.

/**
 * What can be said of a scheme for a profile.
 */
export type Verdict = "eligible" | "conditional" | "undetermined" | "ineligible";
/**
 * Truth of a condition when facts may be missing. Unknown never counts as yes or no.
 */
export type Truth = "yes" | "no" | "unknown";
/**
 * Whether there is an amount.
 */
export type AmountState = "known" | "not_applicable" | "maybe_not_applicable";
/**
 * Where a scheme stands in the list.
 */
export type Group = "now" | "later" | "not" | "closed";
/**
 * Why a verdict is undetermined.
 */
export type Why = "missing" | "coupled" | "limit";

export interface Answers {
  recommend: Report;
  plan: PlanReport;
  nextQuestion: NextQuestion;
  notice: Notice;
  updateProfile: ProfileUpdate;
  describe: Catalogue;
}
/**
 * The answer for one profile.
 */
export interface Report {
  /**
   * The day it is judged for.
   */
  as_of: string;
  /**
   * The three brakes, as this project meets them.
   */
  brakes?: BrakeTold[];
  /**
   * Changes of the project that would unlock most, when near misses were asked for.
   */
  changes?: ProjectChange[];
  /**
   * Version of this contract.
   */
  contract: number;
  /**
   * How many schemes stand in each group, whatever `top` cut.
   */
  counts: Counts;
  /**
   * Language of the texts.
   */
  lang: string;
  /**
   * Schemes and sheets that were broken and left out when the rules were loaded.
   */
  left_out: string[];
  /**
   * The help that it needs, and who gives it here.
   */
  needs?: NeedTold[];
  /**
   * What others did, guides and technical sheets, each with the reasons for showing it.
   */
  resources?: Sheet[];
  /**
   * How far each weight may move with the first ten unchanged; a brief answer does without.
   */
  robustness?: Robustness[];
  /**
   * Which rules answered.
   */
  rule_set: RuleSetId;
  /**
   * Schemes in order.
   */
  schemes: Recommendation[];
  /**
   * What the score was made of.
   */
  weights: Weights;
}
/**
 * One of the three brakes, as this project meets it.
 */
export interface BrakeTold {
  /**
   * `cash`, `burden` or `engineering`.
   */
  brake: string;
  /**
   * The same in words.
   */
  label: string;
  /**
   * Schemes that it comes with.
   */
  schemes: string[];
  /**
   * It is there whatever was not told.
   */
  sure: boolean;
}
/**
 * Things of a project changed together.
 */
export interface ProjectChange {
  /**
   * Effort of all, each from 1 to 5.
   */
  effort: number;
  /**
   * Schemes that become eligible or conditional.
   */
  gains: Gained[];
  /**
   * What the gained schemes give at most, in euros, loans and guarantees aside: the sum of what rules cap.
   */
  given: number;
  /**
   * In words: "if “applicant” became “association”".
   */
  label: string;
  /**
   * Months that the longest of them takes.
   */
  lead_months: number;
  /**
   * What they lend at most.
   */
  lent: number;
  /**
   * Schemes that were possible and no longer are.
   */
  losses: string[];
  /**
   * What changes.
   */
  moves: Move[];
  /**
   * Refused schemes that come to depend on facts not told.
   */
  opens: string[];
  /**
   * Gained schemes whose amount no rule caps: they are in neither sum.
   */
  uncapped: number;
}
/**
 * A scheme that a change brings.
 */
export interface Gained {
  /**
   * Its id.
   */
  scheme: string;
  /**
   * What it gives at most, in euros; absent without an amount, or where no rule caps it.
   */
  up_to?: number;
  /**
   * What it becomes.
   */
  verdict: Verdict;
}
/**
 * One thing that changes.
 */
export interface Move {
  /**
   * Who can change it: `applicant` or `partner`.
   */
  by: string;
  /**
   * Effort, from 1 to 5.
   */
  effort: number;
  /**
   * Key of the fact.
   */
  fact: string;
  /**
   * Of a set: whether the member is there afterwards.
   */
  holds?: boolean;
  /**
   * Months that it takes.
   */
  lead_months: number;
  /**
   * Other values that do the same, whatever the rule asked.
   */
  or?: unknown[];
  /**
   * What it becomes, as a profile writes it; of a set, the member.
   */
  to: {
    [k: string]: unknown;
  };
}
/**
 * How many schemes stand in each group.
 */
export interface Counts {
  /**
   * No longer open to anyone.
   */
  closed: number;
  /**
   * Possible, and the window opens later.
   */
  later: number;
  /**
   * Not for this project.
   */
  not: number;
  /**
   * Possible, and one can apply.
   */
  now: number;
}
/**
 * Help that the project needs.
 */
export interface NeedTold {
  /**
   * Who gives it here; empty when nobody does.
   */
  helpers: Helper[];
  /**
   * Its id.
   */
  need: string;
  /**
   * It is needed whatever was not told.
   */
  sure: boolean;
  /**
   * Its name.
   */
  title: string;
  /**
   * Why it is needed.
   */
  why: NeedCause[];
}
/**
 * A scheme that gives the help, and that may be had.
 */
export interface Helper {
  /**
   * How to reach them.
   */
  contact?: string;
  /**
   * What it is.
   */
  kind: string;
  /**
   * Who runs it.
   */
  provider: Provider;
  /**
   * Its id.
   */
  scheme: string;
  /**
   * Its name.
   */
  title: string;
  /**
   * Where to go.
   */
  url?: string;
  /**
   * What can be said of it.
   */
  verdict: Verdict;
}
/**
 * Who runs a scheme.
 */
export interface Provider {
  /**
   * Its id.
   */
  id: string;
  /**
   * Its name.
   */
  title: string;
  /**
   * Its site.
   */
  url?: string;
}
/**
 * Why help is needed.
 */
export interface NeedCause {
  /**
   * The criterion, or the brake.
   */
  id?: string;
  /**
   * `criterion`, `condition` or `brake`.
   */
  kind: string;
  /**
   * Said in words.
   */
  label: string;
  /**
   * The scheme whose criterion it is.
   */
  scheme?: string;
  /**
   * Whether the criterion or the condition holds.
   */
  truth?: Truth;
}
/**
 * A sheet: what others did, a guide or a technical sheet.
 */
export interface Sheet {
  /**
   * Who took part.
   */
  actors: string[];
  /**
   * Brakes that were met.
   */
  brakes: string[];
  /**
   * How well it is confirmed: `high`, `medium` or `low`.
   */
  confidence: string;
  /**
   * The same in words.
   */
  confidence_label: string;
  /**
   * Bodies that can be asked.
   */
  contacts: Contact[];
  /**
   * What it cost.
   */
  cost: Cost[];
  /**
   * First year.
   */
  from?: number;
  /**
   * `experience`, `guide` or `technical`.
   */
  kind: string;
  /**
   * The same in words.
   */
  kind_label: string;
  /**
   * What can be learnt.
   */
  lessons: string[];
  /**
   * Needs that were met.
   */
  needs: string[];
  /**
   * Where.
   */
  place?: string;
  /**
   * Why it is shown, the weightiest kind first.
   */
  reasons: SheetReason[];
  /**
   * What it rests on.
   */
  references: Reference[];
  /**
   * Its id.
   */
  resource: string;
  /**
   * What came of it.
   */
  result?: string;
  /**
   * Schemes that were used, by name.
   */
  schemes: string[];
  /**
   * How alike the two projects are; absent for guides, and where no fact is told of both.
   */
  similarity?: SimilarityTold;
  /**
   * In one sentence.
   */
  summary: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * Last year.
   */
  to?: number;
  /**
   * What was tried.
   */
  tried?: string;
  /**
   * Sum of the weights of the reasons.
   */
  weight: number;
}
/**
 * A body that can be asked.
 */
export interface Contact {
  /**
   * Its name.
   */
  name: string;
  /**
   * Its site.
   */
  url?: string;
}
/**
 * What something cost.
 */
export interface Cost {
  /**
   * Euros.
   */
  amount: number;
  /**
   * What.
   */
  label: string;
  /**
   * The year of the price.
   */
  year?: number;
}
/**
 * Why a sheet is shown.
 */
export interface SheetReason {
  /**
   * `carrier`, `activity`, `place`, `brake`, `need` or `scheme`.
   */
  kind: string;
  /**
   * Said in words.
   */
  label: string;
  /**
   * What it weighs.
   */
  weight: number;
}
/**
 * A source.
 */
export interface Reference {
  /**
   * The day it was read.
   */
  read_on?: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * Its address.
   */
  url?: string;
}
/**
 * How alike two projects are.
 */
export interface SimilarityTold {
  /**
   * One for each fact that both tell.
   */
  lines: SimilarityLine[];
  /**
   * Out of 1,000: the weighted mean of the lines, rounded down.
   */
  points: number;
}
/**
 * One fact that both tell.
 */
export interface SimilarityLine {
  /**
   * Its key.
   */
  fact: string;
  /**
   * Its name.
   */
  label: string;
  /**
   * What this project tells.
   */
  ours: string;
  /**
   * Out of 1,000.
   */
  points: number;
  /**
   * What the sheet tells.
   */
  theirs: string;
  /**
   * What it weighs.
   */
  weight: number;
}
/**
 * How far the weight of a line may move, the others rescaled in proportion, with the first places unchanged.
 */
export interface Robustness {
  /**
   * What comes first with more than `to`; absent when it may be all that counts.
   */
  above?: Overtaking;
  /**
   * What comes first with less than `from`; absent when it may fall to zero.
   */
  below?: Overtaking;
  /**
   * The least whole weight with which the first ten keep their order.
   */
  from: number;
  /**
   * Which line.
   */
  line: string;
  /**
   * Its name.
   */
  title: string;
  /**
   * The largest.
   */
  to: number;
  /**
   * Its weight, out of 1,000.
   */
  weight: number;
}
/**
 * One scheme that passes before another.
 */
export interface Overtaking {
  /**
   * Id of the one that it passes.
   */
  passes: string;
  /**
   * Id of the one that comes before.
   */
  scheme: string;
}
/**
 * Identity of a rule set.
 */
export interface RuleSetId {
  /**
   * SHA-256 of its canonical bundle.
   */
  fingerprint: string;
  /**
   * Its id.
   */
  id: string;
  /**
   * The sets that it is made of, the base first; empty when it extends none.
   */
  layers?: Layer[];
  /**
   * Its version.
   */
  version: string;
}
/**
 * One of the sets that rules are made of.
 */
export interface Layer {
  /**
   * Its id.
   */
  id: string;
  /**
   * Its name.
   */
  title: string;
}
/**
 * One scheme for this profile.
 */
export interface Recommendation {
  /**
   * What it would give; absent for a scheme without amount.
   */
  amount: Amount | null;
  /**
   * Where to apply.
   */
  apply?: Apply;
  /**
   * What it takes to apply.
   */
  burden?: Burden;
  /**
   * What one must do after the award.
   */
  commitments?: Commitment[];
  /**
   * How well its content is confirmed: `high`, `medium` or `low`.
   */
  confidence: string;
  /**
   * The same in words.
   */
  confidence_label: string;
  /**
   * The tree of criteria.
   */
  criteria?: Criterion[];
  /**
   * Declared criteria that are still open.
   */
  declared: Declared[];
  /**
   * Either this or those.
   */
  excludes: string[];
  /**
   * Top criteria that fail.
   */
  failing: string[];
  /**
   * Where it stands in the list.
   */
  group: Group;
  /**
   * What it is: `grant`, `guarantee`…
   */
  kind: string;
  /**
   * The same in words.
   */
  kind_label: string;
  /**
   * Facts that the verdict waits for.
   */
  missing: string[];
  /**
   * What would change a refusal, when near misses were asked for and one is in reach.
   */
  near_miss?: NearMiss;
  /**
   * When it pays.
   */
  payment?: Payment[];
  /**
   * Its place; schemes that tie share one.
   */
  place: number;
  /**
   * Which sets brought, narrowed and closed it, when rules come from several.
   */
  provenance?: Provenance;
  /**
   * Who runs it.
   */
  provider: Provider;
  /**
   * The fewest facts, as widely as possible, that force the verdict.
   */
  reasons?: Sufficient[];
  /**
   * What it rests on.
   */
  references: Reference[];
  /**
   * Only with those.
   */
  requires: string[];
  /**
   * Its id.
   */
  scheme: string;
  /**
   * Its score out of 1,000.
   */
  score: Score;
  /**
   * In one sentence.
   */
  summary?: string;
  /**
   * Human help that comes with it.
   */
  support?: string;
  /**
   * Another scheme has the same group and score.
   */
  tied: boolean;
  /**
   * Its name.
   */
  title: string;
  /**
   * Parts that no source confirms.
   */
  unconfirmed: Unconfirmed[];
  /**
   * What can be said.
   */
  verdict: Verdict;
  /**
   * Why it is undetermined.
   */
  why?: Why;
  /**
   * Its calendar.
   */
  window: Calendar;
  /**
   * One completion that says yes and one that says no.
   */
  witness?: Witness;
}
/**
 * What a scheme would give, in euros.
 */
export interface Amount {
  /**
   * A completion that gives the highest.
   */
  at_high?: {
    [k: string]: unknown;
  };
  /**
   * A completion that gives the lowest.
   */
  at_low?: {
    [k: string]: unknown;
  };
  /**
   * Other money that it is bound to.
   */
  conditions: Condition[];
  /**
   * Both ends are reached by a completion; otherwise they are outer bounds.
   */
  exact: boolean;
  /**
   * What it costs.
   */
  fees?: Fees;
  /**
   * `cash`, `loan`, `guarantee`, `relief`, `tax_credit`, `donation`, `income` or `in_kind`.
   */
  form: string;
  /**
   * Highest.
   */
  high: number | null;
  /**
   * Terms of a loan.
   */
  loan?: LoanTerms;
  /**
   * Lowest.
   */
  low: number | null;
  /**
   * Whether there is one.
   */
  state: AmountState;
  /**
   * How it was computed.
   */
  trace: Step[];
  /**
   * No rule caps it: the highest is only as high as a fact that was not told may be.
   */
  uncapped: boolean;
}
/**
 * Other money that an amount needs beside it.
 */
export interface Condition {
  /**
   * `follows`, `own_contribution`, `cofinancing` or `unlocks`.
   */
  kind: string;
  /**
   * What it says.
   */
  label: string;
}
/**
 * A cost: a share, a sum, or both.
 */
export interface Fees {
  /**
   * Share of the amount.
   */
  rate: number | null;
  /**
   * Sum in euros.
   */
  value: number | null;
}
/**
 * Terms of a loan.
 */
export interface LoanTerms {
  /**
   * Months before repayment starts.
   */
  deferral?: Interval;
  /**
   * Interest a year.
   */
  interest?: number;
  /**
   * Months to repay.
   */
  months: Interval;
}
/**
 * Whole numbers from one to another.
 */
export interface Interval {
  /**
   * Least.
   */
  from: number;
  /**
   * Most.
   */
  to: number;
}
/**
 * One step of the computation.
 */
export interface Step {
  /**
   * Highest value.
   */
  high: number | null;
  /**
   * What it is.
   */
  label: string;
  /**
   * Lowest value.
   */
  low: number | null;
  /**
   * `eligible_cost`, `rate`, `value`, `bonus`, `floor`, `cap` or `total`.
   */
  step: string;
}
/**
 * Where to apply.
 */
export interface Apply {
  /**
   * What to do there.
   */
  label?: string;
  /**
   * The address.
   */
  url?: string;
}
/**
 * What it takes to apply.
 */
export interface Burden {
  /**
   * Committees to pass.
   */
  committees?: number;
  /**
   * Days until the decision.
   */
  decision_days?: Interval;
  /**
   * Documents to bring.
   */
  documents: Document[];
  /**
   * Hours of work.
   */
  hours?: Interval;
}
/**
 * A document.
 */
export interface Document {
  /**
   * Its id.
   */
  id: string;
  /**
   * Its name.
   */
  title: string;
}
/**
 * Something that must hold for a time.
 */
export interface Commitment {
  /**
   * What.
   */
  label: string;
  /**
   * For how many months.
   */
  months?: number;
}
/**
 * A criterion with its truth and what it used.
 */
export interface Criterion {
  /**
   * `all`, `any`, `not`, `at_least`, `if` or `declared`.
   */
  form: string;
  /**
   * Its id.
   */
  id: string;
  /**
   * What it says.
   */
  label: string;
  /**
   * The need that a failure reveals.
   */
  need?: string;
  /**
   * Parameters that it read.
   */
  parameters?: Parameter[];
  /**
   * Inner criteria.
   */
  parts?: Criterion[];
  /**
   * What it rests on, where it says so itself.
   */
  reference?: Reference;
  /**
   * The condition as the rules write it.
   */
  rule?: string;
  /**
   * Whether it holds.
   */
  truth: Truth;
  /**
   * Facts that it read.
   */
  used?: Used[];
}
/**
 * A parameter as it was read.
 */
export interface Parameter {
  /**
   * What it is.
   */
  label: string;
  /**
   * Its name.
   */
  name: string;
  /**
   * Its source.
   */
  reference?: Reference;
  /**
   * Its value in words.
   */
  value: string;
}
/**
 * A fact as it was read.
 */
export interface Used {
  /**
   * Its key.
   */
  fact: string;
  /**
   * Its name.
   */
  label: string;
  /**
   * `known`, `one_of`, `range`, `none`, `not_applicable`, `declined` or `unknown`.
   */
  state: string;
  /**
   * Its value in words.
   */
  value?: string;
}
/**
 * A declared criterion that is open.
 */
export interface Declared {
  /**
   * Who can answer: `applicant` or `funder`.
   */
  by: string;
  /**
   * `scheme/criterion`, as a profile answers it.
   */
  key: string;
  /**
   * What it says.
   */
  label: string;
}
/**
 * The changes of the project that would turn a refusal.
 */
export interface NearMiss {
  /**
   * Those that take the least: fewest things changed, then least effort, then shortest wait. All of them.
   */
  best: Alternative[];
  /**
   * Up to three that take more, each of other facts.
   */
  others: Alternative[];
  /**
   * No change that takes less would do.
   */
  proved: boolean;
  /**
   * The search, or the list, met its limit.
   */
  truncated: boolean;
}
/**
 * A change, and what becomes of the scheme with it.
 */
export interface Alternative {
  /**
   * The change, with what it brings over the whole catalogue.
   */
  change: ProjectChange;
  /**
   * Facts, unknown already, that it then depends on.
   */
  missing: string[];
  /**
   * `eligible`, `conditional`, or `undetermined` when no change in reach does better.
   */
  verdict: Verdict;
}
/**
 * When a part of the aid is paid.
 */
export interface Payment {
  /**
   * Days after that.
   */
  delay_days?: Interval;
  /**
   * The same in words.
   */
  label: string;
  /**
   * Share of the aid.
   */
  share: number;
  /**
   * What makes it due.
   */
  when: string;
}
/**
 * Where a scheme comes from; ids of sets.
 */
export interface Provenance {
  /**
   * The set that closes it.
   */
  closed_by?: string;
  /**
   * The set that brings it.
   */
  layer: string;
  /**
   * The sets that narrow it.
   */
  narrowed_by?: string[];
}
/**
 * A fact that forces the verdict, as widely as it does.
 */
export interface Sufficient {
  /**
   * Its key.
   */
  fact: string;
  /**
   * Said in words: "turnover at most 10,000 €".
   */
  label: string;
}
/**
 * A score out of 1,000, an interval under doubt.
 */
export interface Score {
  /**
   * Highest.
   */
  high: number;
  /**
   * Its parts; they add up exactly.
   */
  lines?: ScoreLine[];
  /**
   * Lowest: the one that ranks.
   */
  low: number;
}
/**
 * One part of a score.
 */
export interface ScoreLine {
  /**
   * What it brings to the score, highest.
   */
  high: number;
  /**
   * Which line.
   */
  line: string;
  /**
   * What it brings to the score, lowest.
   */
  low: number;
  /**
   * It cannot be known yet.
   */
  open: boolean;
  /**
   * It does not apply here: the points are the declared ones.
   */
  otherwise: boolean;
  /**
   * Points out of 1,000, lowest and highest.
   */
  points: Range;
  /**
   * Its name.
   */
  title: string;
  /**
   * Its weight.
   */
  weight: number;
}
/**
 * Points from one to another.
 */
export interface Range {
  /**
   * Highest.
   */
  high: number;
  /**
   * Lowest.
   */
  low: number;
}
/**
 * A part of a scheme that no source confirms.
 */
export interface Unconfirmed {
  /**
   * The same in words.
   */
  label: string;
  /**
   * Keys of the scheme's file that lead there: `amount.rate`.
   */
  path: string;
}
/**
 * A scheme's calendar on the as-of date.
 */
export interface Calendar {
  /**
   * The day that conditions are read on.
   */
  application_date: string;
  /**
   * Why it was closed.
   */
  because?: string;
  /**
   * Last day.
   */
  closes?: string;
  /**
   * Day of the decision.
   */
  decided?: string;
  /**
   * First day.
   */
  opens?: string;
  /**
   * `open`, `upcoming`, `closed` or `undated`.
   */
  state: string;
}
/**
 * Two completions: values by fact.
 */
export interface Witness {
  /**
   * With these it would not.
   */
  no: {
    [k: string]: unknown;
  } | null;
  /**
   * With these it would be met.
   */
  yes: {
    [k: string]: unknown;
  } | null;
}
/**
 * Weights in use; they sum to 1,000.
 */
export interface Weights {
  /**
   * The set that gives these weights, when rules come from several.
   */
  layer?: string;
  /**
   * Weight of each line.
   */
  lines: {
    [k: string]: number;
  };
  /**
   * Name of the preset; absent when the caller gave weights line by line.
   */
  preset: string | null;
}
/**
 * The best plan for one profile.
 */
export interface PlanReport {
  /**
   * The day it is made for.
   */
  as_of: string;
  /**
   * What it was reckoned with and what of the project was taken for granted.
   */
  assumptions: Assumption[];
  /**
   * Rules that, dropped alone, would close most of the gap.
   */
  blockers: BlockerTold[];
  /**
   * Month by month.
   */
  cash: CashMonth[];
  /**
   * All that is to be put together for its files.
   */
  checklist: Checklist;
  /**
   * Version of this contract.
   */
  contract: number;
  /**
   * Net cost by the settings: principal, interest, fees and hours, less what reliefs spare. A relief whose worth is not known
   * yet counts for nothing, its hours neither.
   */
  cost: number;
  /**
   * Files to put together.
   */
  files: number;
  /**
   * What people should know of this plan.
   */
  findings: Finding[];
  /**
   * What nothing pays for.
   */
  gap: number;
  /**
   * Ceilings of legal regimes, with what past aid leaves and what the plan takes.
   */
  headroom: RoomTold[];
  /**
   * Help that brings no money to the project itself: guarantees, reliefs, income, help in kind.
   */
  helps: Source[];
  /**
   * If all that is still open were favourable.
   */
  hopeful?: Hopeful;
  /**
   * Language of the texts.
   */
  lang: string;
  /**
   * Schemes and sources that the plan does not take, with the reason.
   */
  left: LeftTold[];
  /**
   * Other plans worth a conversation, three at most.
   */
  others: OtherPlan[];
  /**
   * How sure it is that there is no better plan.
   */
  proof: ProofTold;
  /**
   * Dated steps, forwards and backwards.
   */
  roadmap: Roadmap;
  /**
   * Which rules answered.
   */
  rule_set: RuleSetId;
  /**
   * Where the money comes from, one's own first.
   */
  sources: Source[];
  /**
   * Month of the start, `2027-05`.
   */
  start: string;
  /**
   * The plan when one thing goes wrong.
   */
  stress: StressTold[];
  /**
   * What it comes to, in a few sentences.
   */
  summary: string[];
  /**
   * The tables that banks and funders ask for.
   */
  tables: Table[];
  /**
   * The lowest balance of the curve.
   */
  trough: TroughTold;
  /**
   * What the project costs.
   */
  uses: number;
  /**
   * What the activity must be lent before it carries itself; absent when its months were not told.
   */
  working_capital?: TroughTold;
  /**
   * The lowest that cash can fall to, whichever delay of each source comes true.
   */
  worst: TroughTold;
}
/**
 * Something that was reckoned with.
 */
export interface Assumption {
  /**
   * `setting`, or the key of the fact that was not told.
   */
  key: string;
  /**
   * In words.
   */
  label: string;
}
/**
 * A rule that keeps the gap open.
 */
export interface BlockerTold {
  /**
   * Ids that it is about.
   */
  about: string[];
  /**
   * What would be left without it.
   */
  gap: number;
  /**
   * In words.
   */
  label: string;
  /**
   * `own_contribution`, `cofinancing`, `follows`, `group`, `expense`, `headroom`, `unlocked`, `excludes`, `together`
   * (rules of one scheme, none to blame alone).
   */
  rule: string;
}
/**
 * One month of the curve.
 */
export interface CashMonth {
  /**
   * The highest that it can be.
   */
  at_best: number;
  /**
   * The lowest that it can be, whichever delay of each source comes true.
   */
  at_worst: number;
  /**
   * At the end of the month, with the longest delays.
   */
  balance: number;
  /**
   * `2027-05`.
   */
  month: string;
  /**
   * In euros.
   */
  payments: number;
  /**
   * In euros.
   */
  receipts: number;
}
/**
 * All that is to be put together for the files of a plan.
 */
export interface Checklist {
  /**
   * Committees to pass in all, as far as they are known.
   */
  committees: number;
  /**
   * Every document once.
   */
  documents: Paper[];
  /**
   * The work that each scheme takes.
   */
  files: FileWork[];
  /**
   * Hours of all files of which they are known.
   */
  hours: Interval;
  /**
   * Schemes of which nobody says the hours.
   */
  hours_unknown: string[];
  /**
   * Euros for an hour of paperwork, over the files of which the hours are known.
   */
  per_hour?: PerHour;
  /**
   * Lines of the budget for which quotes are asked.
   */
  quotes: QuotesAsked[];
}
/**
 * A document to gather.
 */
export interface Paper {
  /**
   * The files lie further apart than it is taken for: it is to be asked for again.
   */
  again: boolean;
  /**
   * `application`, or `payment` when it goes with the claim for payment.
   */
  for: string;
  /**
   * Its id.
   */
  id: string;
  /**
   * Who issues it.
   */
  issuer?: string;
  /**
   * The last day on which it can be in hand; absent where nothing presses.
   */
  latest?: string;
  /**
   * Schemes that ask for it.
   */
  schemes: string[];
  /**
   * Its name.
   */
  title: string;
  /**
   * Months for which it is taken once it is issued.
   */
  validity?: number;
}
/**
 * The work that a scheme takes.
 */
export interface FileWork {
  /**
   * Committees to pass; absent where nobody says it.
   */
  committees?: number;
  /**
   * Files to put together: a bridge has one for each grant.
   */
  files: number;
  /**
   * Hours of work; absent where nobody says them.
   */
  hours?: Interval;
  /**
   * Euros for an hour of it; absent where hours are not known or what it brings is not money.
   */
  per_hour?: PerHour;
  /**
   * Id of the scheme.
   */
  scheme: string;
  /**
   * Its name.
   */
  title: string;
}
/**
 * Euros for an hour of paperwork.
 */
export interface PerHour {
  /**
   * With the fewest; absent where there may be no work at all.
   */
  high?: number;
  /**
   * With the most hours.
   */
  low: number;
}
/**
 * Quotes for a line of the budget.
 */
export interface QuotesAsked {
  /**
   * In euros.
   */
  amount: number;
  /**
   * The most that a scheme asks for.
   */
  count: number;
  /**
   * Its name.
   */
  label: string;
  /**
   * Its place in the budget.
   */
  line: number;
  /**
   * The schemes that ask for so many.
   */
  schemes: string[];
}
/**
 * What people should know.
 */
export interface Finding {
  /**
   * Ids that it is about.
   */
  about: string[];
  /**
   * `carry`, `bridge`, `past`, `loan`, `rate`, `length`, `unconfirmed`.
   */
  kind: string;
  /**
   * In words.
   */
  label: string;
}
/**
 * Room under the ceiling of a legal regime on the first day on which the plan's aids may be granted.
 */
export interface RoomTold {
  /**
   * Id of the regime.
   */
  regime: string;
  /**
   * What past aid leaves of the ceiling, in euros.
   */
  room: number;
  /**
   * What of that the plan takes.
   */
  taken: number;
  /**
   * Its name.
   */
  title: string;
}
/**
 * A source of the plan.
 */
export interface Source {
  /**
   * What of it counts as aid, and under which regime.
   */
  aid?: AidCounted;
  /**
   * What the plan takes of it, in euros.
   */
  amount: number;
  /**
   * The most there may be.
   */
  cap: number;
  /**
   * What it depends on: a funder's choice, an agreement.
   */
  conditions: string[];
  /**
   * `high`, `medium`, `low`; absent for money of one's own.
   */
  confidence?: string;
  /**
   * Other funders take it for the applicant's own money.
   */
  counts_as_own: boolean;
  /**
   * The cost that its rate applies to.
   */
  eligible?: number;
  /**
   * What is left when its funder says no.
   */
  fallback?: Comparison;
  /**
   * The least there may be of it, where it has a floor.
   */
  floor?: number;
  /**
   * Id of the scheme or of the source.
   */
  id: string;
  /**
   * Budget lines that it pays on, as places in the budget.
   */
  lines: number[];
  /**
   * Whose money it is: `none`, `local`, `national`, `eu`.
   */
  origin: string;
  /**
   * The grant that a bridge lends on.
   */
  over?: string;
  /**
   * Every payment, soonest and latest month.
   */
  payments: PaymentTold[];
  /**
   * Its rate, `0.64`.
   */
  rate?: number;
  /**
   * How it is given back.
   */
  repayment?: Repayment;
  /**
   * Its name.
   */
  title: string;
  /**
   * `own`, `gift`, `equity`, `grant`, `loan`, `guarantee`, `relief`, `tax_credit`, `income`, `bridge`, `in_kind`.
   */
  way: string;
  /**
   * The same in words.
   */
  way_label: string;
}
/**
 * What counts as aid under a legal regime.
 */
export interface AidCounted {
  /**
   * Grant equivalent in euros: a grant in full, a loan or a guarantee by the regime's own table.
   */
  equivalent: number;
  /**
   * Id of the regime.
   */
  regime: string;
  /**
   * Its name.
   */
  title: string;
}
/**
 * Another plan beside this one.
 */
export interface Comparison {
  /**
   * Ids that it takes and this plan does not.
   */
  adds: string[];
  /**
   * Net cost then.
   */
  cost: number;
  /**
   * Ids that this plan takes and it does not.
   */
  drops: string[];
  /**
   * Files then.
   */
  files: number;
  /**
   * What nothing pays for then.
   */
  gap: number;
  /**
   * In words.
   */
  label: string;
  /**
   * How far below zero the balance falls then.
   */
  trough: number;
}
/**
 * A payment of a source.
 */
export interface PaymentTold {
  /**
   * In euros.
   */
  amount: number;
  /**
   * The soonest month, `2027-05`.
   */
  early: string;
  /**
   * The latest month.
   */
  late: string;
}
/**
 * How a loan is given back.
 */
export interface Repayment {
  /**
   * Of these, the first ones without principal.
   */
  deferral: number;
  /**
   * All fees, in euros.
   */
  fees: number;
  /**
   * A regular instalment, in euros; the last one takes what rounding left.
   */
  instalment: number;
  /**
   * All interest, in euros.
   */
  interest: number;
  /**
   * Months from the loan to its last instalment.
   */
  months: number;
  /**
   * The months are known; else they are those of the plan.
   */
  months_known: boolean;
  /**
   * The rate of interest is known.
   */
  rate_known: boolean;
  /**
   * Month of the last instalment, `2030-04`.
   */
  until: string;
}
/**
 * If all that is still open were favourable.
 */
export interface Hopeful {
  /**
   * Ids that would come in.
   */
  adds: string[];
  /**
   * What nothing pays for: with all of it favourable, and with none.
   */
  gap: EurosBetween;
  /**
   * In words.
   */
  label: string;
  /**
   * Facts to be told.
   */
  missing: string[];
  /**
   * How far below zero the balance falls.
   */
  trough: EurosBetween;
}
/**
 * Euros from one sum to another.
 */
export interface EurosBetween {
  /**
   * Highest.
   */
  high: number;
  /**
   * Lowest.
   */
  low: number;
}
/**
 * Money that the plan does not take.
 */
export interface LeftTold {
  /**
   * What taking it all the same would come to.
   */
  forced?: Comparison;
  /**
   * Id of the scheme or of the source.
   */
  id: string;
  /**
   * In words.
   */
  label: string;
  /**
   * Facts that would tell, by key.
   */
  missing: string[];
  /**
   * Its name.
   */
  title: string;
  /**
   * `refused`, `closed`, `open`, `amount_open`, `nothing`, `requires`, `unwanted`, `notified`, `too_soon`, `not_agreed`,
   * `excluded`, `needs` (other money that is not there), `no_better`.
   */
  why: string;
}
/**
 * Another plan worth a conversation.
 */
export interface OtherPlan {
  /**
   * `no_loan`, `fewer_files`, `cash_first`.
   */
  kind: string;
  /**
   * What it comes to.
   */
  plan: Comparison;
  /**
   * In words.
   */
  title: string;
}
/**
 * How sure a plan is.
 */
export interface ProofTold {
  /**
   * By at most this, in euros; absent when nothing is known.
   */
  at_most?: number;
  /**
   * In words.
   */
  label: string;
  /**
   * Which measure might still be better: `gap`, `trough`, `cost`.
   */
  level?: string;
  /**
   * `proved`: every plan that was left was shown to be no better; `best_found`: the search met its limit;
   * `unsound`: the amounts break a rule, which is a defect of the engine.
   */
  state: string;
}
/**
 * Dated steps, forwards and backwards.
 */
export interface Roadmap {
  /**
   * What the project can do in the meantime.
   */
  meanwhile: Meanwhile;
  /**
   * What the days rest on.
   */
  notes: string[];
  /**
   * When the project can start.
   */
  starts: Starts;
  /**
   * Every step after those that it waits for.
   */
  steps: RoadStep[];
  /**
   * What presses, in a few sentences.
   */
  summary: string[];
}
/**
 * What the project can do in the meantime.
 */
export interface Meanwhile {
  /**
   * Ids of documents to gather.
   */
  documents: string[];
  /**
   * In words.
   */
  labels: string[];
  /**
   * Lines of the budget that wait for nothing, as places in the budget.
   */
  lines: number[];
  /**
   * Ids of steps that wait for nothing.
   */
  steps: string[];
}
/**
 * When the project can start, should every delay be the longest.
 */
export interface Starts {
  /**
   * The first month that funders' rules allow, orders being placed before the answers are there.
   */
  allowed: string;
  /**
   * Months between that and what the project means.
   */
  allowed_months: number;
  /**
   * The first month of a start for which every answer is there before what it pays for is ordered.
   */
  safe: string;
  /**
   * Months between the two.
   */
  safe_months: number;
  /**
   * Month of the start that the project means, `2027-05`.
   */
  wanted: string;
}
/**
 * A step of the roadmap.
 */
export interface RoadStep {
  /**
   * Id of the scheme or of the source that it is about.
   */
  about?: string;
  /**
   * The day from which funders' rules alone allow an order or the start, with the longest delays.
   */
  allowed?: string;
  /**
   * The day by which it can be, with the longest delays.
   */
  by: string;
  /**
   * It is on the chain that decides when the project can start.
   */
  critical: boolean;
  /**
   * It lies behind.
   */
  done: boolean;
  /**
   * The first day on which it can be, with the shortest delays.
   */
  earliest: string;
  /**
   * Hours of work.
   */
  hours?: Interval;
  /**
   * Its id, the same from one plan to the next.
   */
  id: string;
  /**
   * `ask_bank`, `own`, `prepare`, `apply`, `acknowledge`, `committee`, `notify`, `bank_agrees`, `order`, `start`, `pay`.
   */
  kind: string;
  /**
   * In words.
   */
  label: string;
  /**
   * The last day that keeps what the project wants, with the longest delays; absent where nothing waits for it.
   */
  latest?: string;
  /**
   * Lines of the budget that are ordered, as places in the budget.
   */
  lines?: number[];
  /**
   * Days from `by` to `latest`; below zero when it is too late.
   */
  margin?: number;
  /**
   * Its name.
   */
  title?: string;
  /**
   * What it waits for.
   */
  waits: WaitTold[];
}
/**
 * A wait for another step.
 */
export interface WaitTold {
  /**
   * `order`: it cannot be otherwise; `rule`: a funder's rule; `safe`: to be sure of the money, which nothing forbids to do without.
   */
  because: string;
  /**
   * Days from there, shortest and longest; each thirty of them are a month of the calendar.
   */
  days: Interval;
  /**
   * Id of that step.
   */
  step: string;
}
/**
 * The plan when one thing goes wrong.
 */
export interface StressTold {
  /**
   * The last balance of the curve then.
   */
  end: number;
  /**
   * `later_3`, `later_6`, `refused`, `dearer`.
   */
  kind: string;
  /**
   * In words.
   */
  label: string;
  /**
   * The lowest balance then.
   */
  trough: TroughTold;
}
/**
 * A low point.
 */
export interface TroughTold {
  /**
   * How far below zero, in euros; zero when it never is.
   */
  depth: number;
  /**
   * The lowest balance.
   */
  lowest: number;
  /**
   * Its month.
   */
  month: string;
}
/**
 * A table.
 */
export interface Table {
  /**
   * Names of its columns, without the first, which names the rows.
   */
  columns: string[];
  /**
   * `initial`, `three_years`, `cash`, `project`.
   */
  key: string;
  /**
   * Rows from top to bottom.
   */
  rows: TableRow[];
  /**
   * Its name.
   */
  title: string;
}
/**
 * A row of a table.
 */
export interface TableRow {
  /**
   * One for each column, in euros; none for a heading.
   */
  cells: number[];
  /**
   * Its name.
   */
  label: string;
  /**
   * `heading`, `line`, `total`.
   */
  style: string;
}
/**
 * The next question, or why there is none.
 */
export interface NextQuestion {
  /**
   * The day it is judged for.
   */
  as_of: string;
  /**
   * Version of this contract.
   */
  contract: number;
  /**
   * Language of the texts.
   */
  lang: string;
  /**
   * Questions that may still be of use, this one included; fewer will do.
   */
  left: number;
  /**
   * Schemes whose place answers may still change, best first.
   */
  open: SchemeName[];
  /**
   * What to ask.
   */
  question?: Question;
  /**
   * Which rules asked.
   */
  rule_set: RuleSetId;
  /**
   * The one scheme that questions are about.
   */
  scheme?: string;
  /**
   * No answer can change any more which schemes come first; with `scheme`, what its verdict is.
   */
  settled: boolean;
  /**
   * Why nothing is asked.
   */
  stop?: Stop;
  /**
   * Facts that may be asked on the same page: of the same group and nearly as useful.
   */
  together: string[];
  /**
   * How many schemes are to be settled.
   */
  top: number;
}
/**
 * A scheme by id and name.
 */
export interface SchemeName {
  /**
   * Its id.
   */
  scheme: string;
  /**
   * Its name.
   */
  title: string;
}
/**
 * What to ask.
 */
export interface Question {
  /**
   * What answers would do.
   */
  answers: AnswerEffect[];
  /**
   * Schemes that it bears on, best first.
   */
  bears_on: SchemeName[];
  /**
   * The fact as [`crate::contract::Catalogue`] describes it; absent for a criterion that the applicant declares.
   */
  fact?: Asked;
  /**
   * Where the answer goes in a profile: a fact's key, or `scheme/criterion` under `declared`.
   */
  key: string;
  /**
   * The question itself.
   */
  text: string;
  /**
   * Why it is asked.
   */
  why: string;
}
/**
 * What one answer, or a run of answers, would do.
 */
export interface AnswerEffect {
  /**
   * Schemes that it would close.
   */
  closes: string[];
  /**
   * The answer in words.
   */
  label: string;
  /**
   * Schemes that it would open for good.
   */
  opens: string[];
}
/**
 * A fact that can be asked.
 */
export interface Asked {
  /**
   * `applicant`, `adviser` or `funder`.
   */
  answered_by: string;
  /**
   * States of absence that it may have.
   */
  can_be?: string[];
  /**
   * Computed, never asked.
   */
  derived: boolean;
  /**
   * 1 known by heart, 5 needs a document.
   */
  effort: number;
  /**
   * Its key.
   */
  fact: string;
  /**
   * What each record of a list holds.
   */
  fields?: AskedField[];
  /**
   * Least and most, as a profile writes them.
   */
  from?: string;
  /**
   * Its group.
   */
  group: string;
  /**
   * What people call the group.
   */
  group_label: string;
  /**
   * Help with the question.
   */
  help?: string;
  /**
   * Its name.
   */
  label: string;
  /**
   * The question.
   */
  question?: string;
  /**
   * What a person may prefer to keep: health, gender, benefits.
   */
  sensitive: boolean;
  /**
   * The taxonomy of a code.
   */
  taxonomy?: string;
  /**
   * Most.
   */
  to?: string;
  /**
   * `bool`, `enum`, `set`, `money`, `rate`, `int`, `decimal`, `duration`, `date`, `code`, `list`, `series` or `text`.
   */
  type: string;
  /**
   * What is counted.
   */
  unit?: string;
  /**
   * What numbers are numbers of, in words: `€ par mois`, `%`, `mois`.
   */
  unit_label?: string;
  /**
   * How many schemes read it.
   */
  used_by: number;
  /**
   * Possible values with their names, in order.
   */
  values?: [string, string][];
}
/**
 * A field of the records of a list.
 */
export interface AskedField {
  /**
   * Its name, as a profile writes it.
   */
  field: string;
  /**
   * Least and most, as a profile writes them.
   */
  from?: string;
  /**
   * What people call it.
   */
  label: string;
  /**
   * Most.
   */
  to?: string;
  /**
   * `bool`, `enum`, `money`, `rate`, `int`, `decimal`, `duration`, `date` or `text`.
   */
  type: string;
  /**
   * What numbers are numbers of, in words.
   */
  unit_label?: string;
  /**
   * Possible values with their names.
   */
  values?: [string, string][];
}
/**
 * Why nothing is asked.
 */
export interface Stop {
  /**
   * The same in words.
   */
  label: string;
  /**
   * `settled` or `nothing_to_ask`.
   */
  reason: string;
}
/**
 * What a list was made with and how, for the person whom it is about.
 *
 * French law asks for four things (Code des relations entre le public et l'administration, article R. 311-3-1-2): how much and in
 * which way the algorithm contributes, the data with their sources, the parameters with their weights as applied to the person,
 * and the operations. Each is a section; the last one shows the result for this person.
 */
export interface Notice {
  /**
   * The day it was judged for.
   */
  as_of: string;
  /**
   * Version of this contract.
   */
  contract: number;
  /**
   * Language of the texts.
   */
  lang: string;
  /**
   * The law that it follows.
   */
  law: Reference;
  /**
   * Which rules answered.
   */
  rule_set: NoticeRules;
  /**
   * In the order of the law.
   */
  sections: NoticeSection[];
  /**
   * What it is.
   */
  title: string;
}
/**
 * Identity of the rules, with their name.
 */
export interface NoticeRules {
  /**
   * SHA-256 of its canonical bundle.
   */
  fingerprint: string;
  /**
   * Its id.
   */
  id: string;
  /**
   * The sets that it is made of, the base first; empty when it extends none.
   */
  layers?: Layer[];
  /**
   * Their name.
   */
  title: string;
  /**
   * Its version.
   */
  version: string;
}
/**
 * One part of a notice.
 */
export interface NoticeSection {
  /**
   * `contribution`, `data`, `parameters`, `operations` or `result`.
   */
  key: string;
  /**
   * What it says.
   */
  paragraphs: string[];
  /**
   * What it lists.
   */
  tables?: NoticeTable[];
  /**
   * Its title.
   */
  title: string;
}
/**
 * A table of texts.
 */
export interface NoticeTable {
  /**
   * Names of its columns.
   */
  columns: string[];
  /**
   * What it is: `answers`, `declared`, `weights`, `robustness`, `parameters` or `places`.
   */
  key: string;
  /**
   * Rows from top to bottom, a text for each column.
   */
  rows: string[][];
  /**
   * Its title.
   */
  title: string;
}
/**
 * A profile as these rules read it, with what they take otherwise than those that it was saved for.
 */
export interface ProfileUpdate {
  /**
   * What was renamed or set aside; nothing of it is lost.
   */
  changes: ProfileChange[];
  /**
   * Version of this contract.
   */
  contract: number;
  /**
   * The profile, ready for these rules.
   */
  profile: {
    [k: string]: unknown;
  };
}
/**
 * One thing that these rules take otherwise.
 */
export interface ProfileChange {
  /**
   * Why, in words.
   */
  label: string;
  /**
   * Where it is now; absent when it was set aside.
   */
  now?: string;
  /**
   * What was said there.
   */
  value: {
    [k: string]: unknown;
  };
  /**
   * Where it was: `facts.structure.form`.
   */
  was: string;
}
/**
 * The readable contents of a rule set.
 */
export interface Catalogue {
  /**
   * Version of this contract.
   */
  contract: number;
  /**
   * Facts that a profile may hold.
   */
  facts: Asked[];
  /**
   * Language of the texts.
   */
  lang: string;
  /**
   * The languages that the rules' own texts are in: a bundle may hold one alone, which then stands for the other.
   */
  languages: string[];
  /**
   * Named weights.
   */
  presets: PresetOffered[];
  /**
   * Which rules.
   */
  rule_set: RuleSetId;
  /**
   * Schemes.
   */
  schemes: Offered[];
  /**
   * What codes stand for.
   */
  taxonomies: CodesOffered[];
  /**
   * Its name.
   */
  title: string;
}
/**
 * A named set of weights.
 */
export interface PresetOffered {
  /**
   * Its name, as a request gives it.
   */
  preset: string;
  /**
   * What people call it.
   */
  title: string;
  /**
   * Weight of each line.
   */
  weights: {
    [k: string]: number;
  };
}
/**
 * A scheme that can be obtained.
 */
export interface Offered {
  /**
   * How well its content is confirmed.
   */
  confidence: string;
  /**
   * What its criteria say, by id.
   */
  criteria: [string, string][];
  /**
   * Facts that it reads.
   */
  facts: string[];
  /**
   * What it is.
   */
  kind: string;
  /**
   * Which sets brought, narrowed and closed it, when rules come from several.
   */
  provenance?: Provenance;
  /**
   * Who runs it.
   */
  provider: string;
  /**
   * Its id.
   */
  scheme: string;
  /**
   * Its name.
   */
  title: string;
}
/**
 * The codes of a taxonomy that the rules name.
 */
export interface CodesOffered {
  /**
   * A code that is not listed counts under its longest listed prefix.
   */
  by_prefix: boolean;
  /**
   * The codes, sorted.
   */
  codes: CodeOffered[];
  /**
   * Its id, as facts name it.
   */
  taxonomy: string;
  /**
   * What people call it.
   */
  title: string;
}
/**
 * A code and what it stands for.
 */
export interface CodeOffered {
  /**
   * As a profile writes it.
   */
  code: string;
  /**
   * What people call it.
   */
  label: string;
  /**
   * The code that holds all of it.
   */
  within?: string;
}
