// What all views share: the advisor, the words, what is on the page and how it changes. One view at a time, whose heading takes the
// focus, so that whoever does not see the page change is told.

import { h } from "./dom.js";
import { Format } from "./format.js";
import { Words } from "./words.js";
import { all } from "./views/all.js";
import { answers } from "./views/answers.js";
import { start } from "./views/start.js";
import { question } from "./views/question.js";
import { paper, results, unfold } from "./views/results.js";
import { keep } from "./store.js";
import { tools } from "./views/tools.js";

/** @typedef {import("./advisor.js").Advisor} Advisor */
/** @typedef {"start" | "question" | "all" | "answers" | "results"} ViewName */

/** @type {Record<ViewName, (app: App, about: any) => HTMLElement>} */
const VIEWS = { start, question, all, answers, results };

export class App {
  /** @type {ViewName} */
  view = "start";
  /** What the view is about. @type {any} */
  about = undefined;
  /** Choices of the person about what is shown, kept while the page is. */
  chosen = { section: "schemes", kind: "", wishes: /** @type {import("./advisor.js").Wishes} */ ({ take: [], without: [], assume: false }) };
  /** @type {{text: string, items?: string[], bad?: boolean} | null} */
  message = null;
  /** Whether all of the advice is on the page, for paper. */
  full = false;
  /** Whether this browser keeps the answers as they change. Those that come from elsewhere leave alone what it keeps. */
  keeps = false;

  /**
   * @param {HTMLElement} host
   * @param {Advisor} advisor
   * @param {Map<string, import("./load.js").Name[]>} names
   * @param {"pages" | "all"} mode
   */
  constructor(host, advisor, names, mode) {
    this.host = host;
    this.advisor = advisor;
    this.names = names;
    this.mode = mode;
    this.live = h("p", { class: "hidden", role: "status", "aria-live": "polite" });
    this.nav = h("nav", { part: "nav" });
    this.said = h("div", { class: "message", hidden: true });
    this.main = h("div", { class: "view", part: "view" });
    this.foot = h("div", { class: "tools" });
    this.f = new Format(advisor.settings.lang);
    this.words = new Words(advisor.settings.lang);
    this.frame = h("div", { class: "frame", part: "frame", lang: this.f.lang }, this.live, this.nav, this.said, this.main, this.foot, h("slot", { name: "footer" }));
  }

  /** Takes the language of the advisor. */
  speak() {
    const { lang } = this.advisor.settings;
    this.f = new Format(lang);
    this.words = new Words(lang);
    this.frame.lang = lang;
  }

  /** A text of the interface. @param {import("./words.js").Key} key @param {Record<string, string | number>} [values] */
  t(key, values) {
    return this.words.t(key, values);
  }

  /** What a group of questions is called; what people declare is a group of its own. @param {{group?: string, group_label?: string} | undefined} asked */
  topic(asked) {
    return asked?.group_label ?? this.t("declared");
  }

  /**
   * @param {ViewName} view
   * @param {any} [about]
   * @param {boolean} [focus]
   */
  show(view, about, focus = true) {
    // where nothing is told, nothing contradicts: the first view need not wait for that
    const problems = view === "start" && this.advisor.state.answered.length === 0 ? [] : this.advisor.problems();
    if (problems.length > 0 && !about?.keys) {
      // nothing can be said of answers that contradict each other: they are shown, to be mended
      view = "answers";
      this.message = { text: this.t("contradiction"), items: problems.map(({ message, help }) => (help ? `${message} (${help})` : message)), bad: true };
    }
    this.view = view;
    this.about = about;
    this.draw();
    if (!focus) return;
    const heading = /** @type {HTMLElement | null} */ (this.main.querySelector("h2, h3"));
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "nearest" }); // also where the page around is what scrolls
  }

  /** Draws the view again. */
  draw() {
    this.full = false;
    this.main.replaceChildren(VIEWS[this.view](this, this.about));
    this.nav.replaceChildren(...menu(this));
    this.nav.hidden = this.view === "start";
    this.foot.replaceChildren(...tools(this));
    this.tell(this.message);
    this.message = null;
  }

  /** Puts the whole advice on the page, for paper; `draw` takes it away. What is still being worked out is left to `print` to wait for. */
  paper() {
    if (this.full || this.advisor.state.answered.length === 0 || this.advisor.problems().length > 0) return;
    this.full = true;
    const page = paper(this);
    this.main.replaceChildren(page);
    unfold(page);
  }

  /** Prints the whole advice, once it is all worked out. */
  async print() {
    const { advisor } = this;
    this.announce(this.t("working"));
    await Promise.allSettled([advisor.deep(), advisor.notice(), advisor.plan(this.chosen.wishes)]);
    window.print();
  }

  /** Goes on with the questions, the way that the page is set to. */
  ask() {
    if (this.mode === "all") this.show("all");
    else this.show("question");
  }

  /**
   * Takes answers. Nothing changes when the engine refuses them: then it says why.
   * @param {Map<string, any>} changes
   */
  answer(changes) {
    const problems = this.advisor.answer(changes);
    if (problems.length === 0) this.changed([...changes.keys()]);
    return problems;
  }

  /** Takes the day on which a scheme was applied for, or that it was not; the same of what the engine refuses. @param {string} scheme @param {string} [day] */
  file(scheme, day) {
    const problems = this.advisor.file(scheme, day);
    if (problems.length === 0) this.changed([`filed.${scheme}`]);
    return problems;
  }

  /** Tells the page that answers changed. @param {string[]} keys */
  changed(keys) {
    const { profile } = this.advisor.state;
    try {
      if (this.keeps) keep(this.advisor);
    } catch {
      this.message = { text: this.t("badStorage"), bad: true };
    }
    this.emit("terreau-change", { profile: structuredClone(profile), keys });
  }

  /** The list, of which the page is told the first time. */
  report() {
    const first = !this.advisor.reported;
    const report = this.advisor.report();
    if (first) this.emit("terreau-recommend", { recommendation: structuredClone(report) });
    return report;
  }

  /** @param {string} name @param {object} detail */
  emit(name, detail) {
    this.host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Says something to those who do not see it. @param {string} text */
  announce(text) {
    this.live.textContent = "";
    setTimeout(() => (this.live.textContent = text), 50);
  }

  /** Shows a message over the view, until the next one. @param {{text: string, items?: string[], bad?: boolean} | null} message */
  tell(message) {
    this.said.hidden = !message;
    this.said.classList.toggle("bad", Boolean(message?.bad));
    this.said.replaceChildren(...(message ? [h("p", null, message.text), message.items?.length ? h("ul", null, message.items.map((i) => h("li", null, i))) : ""] : []));
    if (message) this.announce(message.text);
  }

  /**
   * A place for what takes longer.
   * @template T
   * @param {Promise<T>} promise
   * @param {(told: T) => import("./dom.js").Child} draw
   * @param {(error: unknown) => import("./dom.js").Child} [fail]
   */
  later(promise, draw, fail) {
    const place = h("div", { class: "later", "aria-busy": "true" }, h("p", { class: "help" }, this.t("working")));
    /** @param {import("./dom.js").Child} child */
    const put = (child) => {
      place.removeAttribute("aria-busy");
      place.replaceChildren(...[child].flat(9).filter((c) => c !== null && c !== undefined && c !== false).map((c) => /** @type {Node | string} */ (c)));
      if (this.full) unfold(place);
    };
    promise.then((told) => put(draw(told)), (error) => put(fail ? fail(error) : h("p", { class: "error" }, String(error.message ?? error))));
    return place;
  }

  /** A button. @param {string} text @param {() => void} click @param {string} [kind] */
  button(text, click, kind = "secondary") {
    return h("button", { type: "button", class: kind, part: kind === "primary" ? "button primary" : "button", on: { click } }, text);
  }
}

/** Questions, answers, results: where one is and where one may go. @param {App} app */
function menu(app) {
  const { answered } = app.advisor.state;
  const at = (/** @type {ViewName[]} */ ...views) => (views.includes(app.view) ? "page" : null);
  const item = (/** @type {string} */ text, /** @type {string | null} */ current, /** @type {() => void} */ click) =>
    h("li", null, h("button", { type: "button", "aria-current": current, part: "tab", on: { click } }, text));
  return [
    h(
      "ul",
      null,
      item(app.t("questions"), at("question", "all"), () => app.ask()),
      item(app.t("answersShort", { n: answered.length }), at("answers"), () => app.show("answers")),
      item(app.t("resultsShort"), at("results"), () => app.show("results")),
    ),
  ];
}
