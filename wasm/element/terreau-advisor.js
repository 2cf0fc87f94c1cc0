// `<terreau-advisor>`: from questions to advice, on any page. This file is the element's life: attributes, loading, events, paper.

import { Advisor } from "./advisor.js";
import { App } from "./app.js";
import { h } from "./dom.js";
import { today } from "./format.js";
import { Failure, isByLanguage, load } from "./load.js";
import { fromFile, fromLink, kept, takeOver } from "./store.js";
import { sheets } from "./style.js";
import { Words } from "./words.js";

/** @typedef {import("../terreau.js").RuleSet} RuleSet */

const LOADED = ["src", "places", "codes"];
const SET = ["lang", "weights", "as-of", "top", "mode"];

// a server that renders pages has no elements, and may import this all the same
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

export class TerreauAdvisor extends Base {
  static observedAttributes = [...LOADED, ...SET, "profile"];

  #root = this.attachShadow({ mode: "open" });
  /** @type {App | null} */
  #app = null;
  /** @type {import("../helper.js").Helper | null} */
  #helper = null;
  /** @type {RuleSet | null} */
  #ruleSet = null;
  /** Where it was left to fetch the rules in another language. @type {App | null} */
  #left = null;
  /** Counts openings, so that one which comes late is dropped. */
  #opening = 0;
  #paper = () => this.#app?.paper();
  #screen = () => this.#app?.full && this.#app.draw();
  /** @param {MediaQueryListEvent} event */
  #medium = (event) => (event.matches ? this.#paper() : this.#screen());
  #link = () => this.#fromLink();

  connectedCallback() {
    this.#root.adoptedStyleSheets = sheets();
    addEventListener("beforeprint", this.#paper);
    addEventListener("afterprint", this.#screen);
    addEventListener("hashchange", this.#link);
    matchMedia("print").addEventListener("change", this.#medium);
    if (!this.#app) this.#open();
  }

  disconnectedCallback() {
    removeEventListener("beforeprint", this.#paper);
    removeEventListener("afterprint", this.#screen);
    removeEventListener("hashchange", this.#link);
    matchMedia("print").removeEventListener("change", this.#medium);
    // an element that is moved comes back at once
    queueMicrotask(() => !this.isConnected && this.#helper?.close());
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (!this.isConnected || before === now) return;
    if (LOADED.includes(name)) this.#left = null;
    if (LOADED.includes(name) || !this.#app) return void this.#open();
    if (name === "lang" && !this.#ruleSet && isByLanguage(this.getAttribute("src"))) {
      this.#left = this.#app;
      return void this.#open();
    }
    if (name === "profile") return void this.#start(this.#app).then(() => this.#app?.show("start"));
    this.#app.mode = this.getAttribute("mode") === "all" ? "all" : "pages";
    const { settings } = this.#app.advisor;
    this.#app.advisor.set({ ...this.#settings(), ...(!this.hasAttribute("as-of") && { asOf: settings.asOf }) });
    this.#app.speak();
    this.#app.show(this.#app.view, this.#app.about, false);
  }

  /** Rules that the page has loaded itself, instead of `src`. */
  get ruleSet() {
    return this.#ruleSet ?? this.#app?.advisor.rules ?? null;
  }

  set ruleSet(rules) {
    this.#ruleSet = rules;
    this.#left = null;
    if (this.isConnected) this.#open();
  }

  /** The answers so far, as a profile. */
  get profile() {
    return structuredClone(this.#app?.advisor.state.profile ?? { facts: {} });
  }

  set profile(profile) {
    const app = this.#app;
    if (app) {
      this.#take(app, JSON.stringify(profile), "badProfile");
      app.show(app.view === "start" ? "start" : "results");
    } else this.setAttribute("profile", JSON.stringify(profile));
  }

  /** The advice on the answers so far; null while the rules are not there. */
  get recommendation() {
    return this.#app && this.#app.advisor.problems().length === 0 ? structuredClone(this.#app.report()) : null;
  }

  get #lang() {
    const lang = /** @type {HTMLElement | null} */ (this.closest("[lang]"))?.lang ?? "";
    return /** @type {"fr" | "en"} */ (lang.toLowerCase().startsWith("en") ? "en" : "fr");
  }

  #settings() {
    const weights = this.getAttribute("weights") ?? undefined;
    const top = Number.parseInt(this.getAttribute("top") ?? "", 10);
    return {
      lang: this.#lang,
      asOf: this.getAttribute("as-of") ?? today(),
      weights: weights?.trim().startsWith("{") ? JSON.parse(weights) : weights,
      top: top > 0 ? top : undefined,
    };
  }

  async #open() {
    const mine = ++this.#opening;
    const lang = this.#lang;
    const words = new Words(lang);
    this.#app = null;
    this.#helper?.close();
    this.#root.replaceChildren(h("div", { class: "frame", part: "frame", lang }, h("p", { class: "lead", role: "status" }, words.t("loading"))));
    try {
      const { rules, helper, open, names } = await load({ src: this.getAttribute("src"), ruleSet: this.#ruleSet, places: this.getAttribute("places"), codes: this.getAttribute("codes"), lang });
      if (mine !== this.#opening) return helper.close();
      this.#helper = helper;
      const app = new App(this, new Advisor(rules, helper, this.#settings()), names, this.getAttribute("mode") === "all" ? "all" : "pages");
      const left = this.#left;
      if (left) goOn(app, left);
      else await this.#start(app);
      if (mine !== this.#opening) return;
      this.#left = null;
      this.#app = app;
      this.#root.replaceChildren(app.frame);
      app.show(app.view, app.about, false);
      const opened = open();
      await this.#fromLink();
      await new Promise((drawn) => setTimeout(drawn));
      check(app.advisor);
      await opened;
      if (mine !== this.#opening) return;
      app.emit("terreau-ready", { ruleSet: structuredClone(app.advisor.ruleSet) });
    } catch (error) {
      if (mine !== this.#opening) return;
      this.#app = null;
      this.#fail(error, words);
    }
  }

  /** The answers to start from: those that the page gives, or those that this browser kept. @param {App} app */
  async #start(app) {
    const given = this.getAttribute("profile");
    if (given) {
      const text = given.trim().startsWith("{") ? given : await fetched(given);
      if (this.#take(app, text, "badProfile") && !this.hasAttribute("as-of")) {
        const day = JSON.parse(/** @type {string} */ (text)).as_of;
        if (day) app.advisor.set({ asOf: day });
      }
    } else {
      const text = kept(app.advisor.ruleSet.id);
      if (text) app.keeps = this.#take(app, text, "badFile");
    }
  }

  async #fromLink() {
    const app = this.#app;
    if (!app) return;
    try {
      const read = await fromLink(location.hash);
      if (!read) return;
      app.message = takeOver(app, read);
      app.keeps = false;
      history.replaceState(history.state, "", location.pathname + location.search); // the answers have left the address
      app.changed(app.advisor.state.answered);
      app.show("results");
    } catch {
      app.tell({ text: app.t("badLink"), bad: true });
    }
  }

  /**
   * Takes answers over, or says that they cannot be read and keeps those that are there.
   * @param {App} app @param {string | null} text @param {"badProfile" | "badFile"} otherwise
   */
  #take(app, text, otherwise) {
    app.keeps = false;
    try {
      const told = takeOver(app, fromFile(text ?? ""));
      if (told.bad) app.message = told;
      return true;
    } catch {
      app.message = { text: app.t(otherwise), bad: true };
      return false;
    }
  }

  /** @param {unknown} error @param {Words} words */
  #fail(error, words) {
    const { key, values, problems } = error instanceof Failure ? error : new Failure("badRules", {}, [{ code: "", path: "", message: String(error), help: null }]);
    const again = h("button", { type: "button", class: "primary", part: "button primary", on: { click: () => this.#open() } }, words.t("retry"));
    const detail = problems.map(({ code, message, help }) => h("li", null, [code, message, help && `(${help})`].filter(Boolean).join(" ")));
    this.#root.replaceChildren(
      h("div", { class: "frame", part: "frame", lang: words.lang }, h("div", { role: "alert" }, h("h2", null, words.t("failure")), h("p", null, words.t(key, values)), detail.length > 0 && h("ul", { class: "small" }, detail)), h("p", { class: "row" }, again), h("slot", { name: "failure" })),
    );
    this.dispatchEvent(new CustomEvent("terreau-error", { detail: { reason: key, problems }, bubbles: true, composed: true }));
  }
}

/** Tries the settings once, so that a bad one is told before anything is asked. @param {Advisor} advisor */
function check(advisor) {
  try {
    // with nobody's answers, for those that are there may contradict each other
    if (advisor.state.answered.length === 0) advisor.question();
    else advisor.rules.recommend({ facts: {} }, { ...advisor.options, top: 1, detail: "brief" });
  } catch (error) {
    throw new Failure("badRules", {}, /** @type {any} */ (error).problems ?? [{ code: "", path: "", message: String(error), help: null }]);
  }
}

/** Goes on where it was left; under rules that are others, the answers are read as those of a file are. @param {App} app @param {App} left */
function goOn(app, { advisor: { state, ruleSet }, view, about, keeps }) {
  app.keeps = keeps;
  if (ruleSet.fingerprint === app.advisor.ruleSet.fingerprint) {
    app.advisor.use(state);
    Object.assign(app, { view, about });
  } else {
    app.message = takeOver(app, { ...state, fingerprint: ruleSet.fingerprint });
    app.view = "answers";
  }
}

/** @param {string} address */
async function fetched(address) {
  const response = await fetch(address).catch(() => null);
  return response?.ok ? response.text() : null;
}

if (globalThis.customElements && !customElements.get("terreau-advisor")) customElements.define("terreau-advisor", TerreauAdvisor);
