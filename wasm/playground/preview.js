// The rules as visitors see them: the element that portals embed, over the rules as they are, with the profile to start from.

import { h } from "../element/dom.js";
import { unusable } from "./examples.js";
import { button } from "./ui.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("../element.js").TerreauAdvisor} Element */

export class Preview {
  /** @type {Element | null} */
  #element = null;
  #host = h("div", { class: "preview", "data-at": "preview" });
  /** What the element was opened with. */
  #shown = { rules: "", profile: "" };
  /** Why it could not be opened. */
  #failed = "";
  #opening = false;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
  }

  /** Opens it anew where what it shows is not what there is now. */
  async choose() {
    if (this.#opening) return;
    this.#opening = true;
    await this.app.tryProfile(); // what was typed just now counts
    this.#opening = false;
    if (this.#stale || this.#failed) await this.#open();
  }

  get #rules() {
    return this.app.report?.fingerprint ?? "";
  }

  get #profile() {
    return JSON.stringify(this.app.tried?.profile ?? { facts: {} });
  }

  get #stale() {
    return this.#rules !== this.#shown.rules || this.#profile !== this.#shown.profile;
  }

  /** @returns {import("../element/dom.js").Child[]} */
  draw() {
    const { app } = this;
    const { words, usable } = app;
    if (usable === false && !this.#element) return [unusable(app)];
    if (!this.#element && !this.#failed) void this.#open();
    this.#follow();
    return [
      h("p", { class: "small" }, words.t("previewLead")),
      usable === false && h("p", { class: "note" }, words.t("outdated")),
      this.#failed && h("p", { class: "bad", role: "alert" }, "✕ ", words.t("failed", { why: this.#failed })),
      !this.#element && !this.#failed && h("p", { "aria-busy": "true" }, words.t("loading")),
      this.#element && h("p", { class: "row" }, usable && this.#stale && button(words.t("previewRenew"), () => void this.#open(), { class: "primary", "data-at": "renew" }), button(words.t("previewTake"), () => this.#takeAnswers(), { "data-at": "take-answers" })),
      this.#host,
    ];
  }

  /** Language and day are taken over as they change; the answers stay. */
  #follow() {
    this.#element?.setAttribute("lang", this.app.words.lang);
    this.#element?.setAttribute("as-of", this.app.day);
  }

  async #open() {
    const { app } = this;
    if (!app.usable || !app.tried || this.#opening) return;
    this.#opening = true;
    const shown = { rules: this.#rules, profile: this.#profile };
    try {
      this.#put(await this.#load(), shown);
      this.#failed = "";
    } catch (error) {
      this.#failed = error instanceof Error ? error.message : String(error);
    }
    this.#opening = false;
    app.drawPanel(["preview"]);
  }

  async #load() {
    const { app } = this;
    const { lang } = app.words;
    const [visitor, bundle] = await Promise.all([import("./visitor.js"), app.bundle()]);
    return visitor.load(app.module, bundle, lang);
  }

  /** @param {import("../terreau.js").RuleSet} ruleSet @param {{rules: string, profile: string}} shown */
  #put(ruleSet, shown) {
    // answers that were given here go on, unless the profile to try is another one now
    const goesOn = this.#element && this.#shown.profile === shown.profile;
    const answers = goesOn ? JSON.stringify(this.#element?.profile) : shown.profile;
    const element = document.createElement("terreau-advisor");
    this.#element = element;
    this.#shown = shown;
    this.#follow();
    element.setAttribute("profile", answers);
    element.ruleSet = ruleSet;
    this.#host.replaceChildren(element);
  }

  #takeAnswers() {
    if (this.#element) this.app.takeProfile(this.#element.profile);
  }
}
