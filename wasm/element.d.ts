import type { Problem, RuleSet } from "./terreau.js";

/** What a person has told: a profile, as everywhere. */
export interface Profile {
  facts: Record<string, unknown>;
  declared?: Record<string, unknown>;
  filed?: Record<string, string>;
}

/** `<terreau-advisor>`: importing this module defines it, where there are custom elements. */
export class TerreauAdvisor extends HTMLElement {
  /** Rules that the page has loaded itself, instead of the attribute `src`. */
  ruleSet: RuleSet | null;
  /** The answers so far; setting it takes a profile over, as these rules read it. */
  profile: Profile;
  /** The advice on the answers so far; null while the rules are not there. */
  readonly recommendation: any;
}

export interface TerreauEvents {
  "terreau-ready": CustomEvent<{ ruleSet: { id: string; version: string; title: string; fingerprint: string } }>;
  "terreau-change": CustomEvent<{ profile: Profile; keys: string[] }>;
  "terreau-recommend": CustomEvent<{ recommendation: any }>;
  "terreau-error": CustomEvent<{ reason: string; problems: Problem[] }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "terreau-advisor": TerreauAdvisor;
  }
  interface HTMLElementEventMap extends TerreauEvents {}
}
