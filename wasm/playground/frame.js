// The page around the editor: its head, the files, the panel, messages. It draws what the workshop holds and knows no rule.

import { h } from "../element/dom.js";
import { newScheme, share } from "./dialogs.js";
import { kindOf, pairOf, stemOf } from "./files.js";
import { button, refill, tabs } from "./ui.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./app.js").Tab} Tab */

const TABS = /** @type {const} */ (["problems", "examples", "profile", "result", "preview", "help"]);
const STACKED = "(max-width: 63.99rem)"; // as in playground.css

export class Frame {
  #head = h("header", { class: "head" });
  #notices = h("div", { class: "notices", role: "status" });
  #summary = h("summary");
  #files = h("details", { class: "files", open: !matchMedia(STACKED).matches });
  #filesTitle = h("h2", { class: "hidden" });
  #editorTitle = h("h2", { class: "hidden", id: "editor", tabindex: "-1" });
  #fileHead = h("div", { class: "file-head" });
  #leave = h("p", { class: "small leave" });
  #strip = h("div", { class: "strip", "aria-live": "polite" });
  #stripText = "";
  #panelTitle = h("h2", { class: "hidden", id: "panel", tabindex: "-1" });
  #tabs = h("div", { class: "tabs", role: "tablist" });
  /** What is found, in a few words; heard when it changes. */
  #status = h("p", { class: "status", role: "status" });
  /** Where the editors live. */
  host = h("div", { class: "editor-host" });
  profileHost = h("div", { class: "profile-host" });
  body = h("div", { class: "panel-body", role: "tabpanel", id: "panel-body", tabindex: "0" });

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    // beside the editor the list is always there; over it, it opens when asked for
    matchMedia(STACKED).addEventListener("change", ({ matches }) => (this.#files.open = !matches));
    this.#files.append(this.#summary, app.tree.element);
    const place = /** @type {HTMLElement} */ (document.getElementById("atelier"));
    place.replaceChildren(
      this.#head,
      this.#notices,
      h(
        "main",
        null,
        h("nav", { "aria-labelledby": "files-title" }, this.#filesTitle, this.#files),
        h("section", { class: "editing", "aria-labelledby": "editor" }, this.#editorTitle, this.#fileHead, this.host, this.#strip, this.#leave),
        h("section", { class: "panel", "aria-labelledby": "panel" }, this.#panelTitle, this.#tabs, this.body),
      ),
    );
    this.#filesTitle.id = "files-title";
  }

  /** All that follows the language. */
  draw() {
    const { words } = this.app;
    refill(this.#head, this.#skips(), h("div", { class: "brand" }, h("h1", null, words.t("title")), h("p", { class: "lead" }, words.t("lead"))), this.#status, this.#controls());
    this.#summary.textContent = words.t("files");
    this.#filesTitle.textContent = words.t("files");
    this.#editorTitle.textContent = words.t("editor");
    this.#panelTitle.textContent = words.t("panel");
    this.#tabs.setAttribute("aria-label", words.t("panel"));
    this.#leave.textContent = words.t("leave");
    this.drawFile();
    this.drawTabs();
  }

  #skips() {
    const { words } = this.app;
    const skip = (/** @type {string} */ text, /** @type {HTMLElement} */ to) => h("li", null, button(text, () => to.focus()));
    return h("ul", { class: "skips" }, skip(words.t("skipEditor"), this.#editorTitle), skip(words.t("skipPanel"), this.#panelTitle));
  }

  #controls() {
    const { app } = this;
    const { words, files } = app;
    const set = h("select", { id: "set", "data-at": "set" }, files.layers.map(({ title }, layer) => h("option", { value: layer, selected: layer === app.depth - 1 }, title[words.index])));
    set.addEventListener("change", () => app.chooseSet(Number(set.value)));
    const day = h("input", { type: "date", id: "day", value: app.day, required: true, "data-at": "day" });
    day.addEventListener("change", () => app.setDay(day.value));
    const speaks = (/** @type {"fr" | "en"} */ lang, /** @type {string} */ name) => h("button", { type: "button", lang, "data-at": `lang-${lang}`, "aria-pressed": String(words.lang === lang), on: { click: () => app.speak(lang) } }, name);
    return h(
      "div",
      { class: "controls" },
      h("div", { class: "entry" }, h("label", { for: "set" }, words.t("set")), set),
      h("div", { class: "entry" }, h("label", { for: "day" }, words.t("day")), day),
      h("div", { class: "actions", role: "group", "aria-label": words.t("actions") }, button(words.t("newScheme"), () => newScheme(app), { "data-at": "new" }), button(words.t("share"), () => share(app), { class: "primary", "data-at": "share" })),
      h("div", { class: "languages", role: "group", "aria-label": words.t("language") }, speaks("fr", "Français"), speaks("en", "English")),
    );
  }

  /** The head of the open file: its name, the rule and its examples, the way back. */
  drawFile() {
    const { app } = this;
    const { words, files, open } = app;
    if (!open) return;
    const standing = files.standing(open);
    const scheme = ["scheme", "examples"].includes(kindOf(open.slice(open.indexOf("/") + 1)));
    const removed = standing === "removed";
    refill(
      this.#fileHead,
      h("p", { class: "path" }, h("strong", null, app.titleOf(open)), " ", standing !== "same" && h("span", { class: `mark ${standing}` }, words.t(standing)), h("code", null, document.createTextNode(open))),
      scheme && this.#pair(open),
      h(
        "p",
        { class: "row" },
        (standing === "changed" || removed) && button(words.t(removed ? "restore" : "reset"), () => app.reset(), { class: "quiet", "data-at": "reset" }),
        !removed && stemOf(open) !== "set" && button(words.t("remove"), () => app.remove(), { class: "quiet", "data-at": "remove" }),
      ),
      removed && h("p", { class: "note" }, words.t("removedTold")),
    );
    this.host.hidden = removed;
  }

  /** The two sides of a scheme. @param {string} open */
  #pair(open) {
    const { app } = this;
    const { words, files } = app;
    const { scheme, examples } = pairOf(open);
    const side = (/** @type {string} */ key, /** @type {string} */ text) => h("button", { type: "button", "data-at": `side-${key === scheme ? "rule" : "examples"}`, "aria-pressed": String(key === open), on: { click: () => app.show(key) } }, text);
    return h("div", { class: "pair", role: "group", "aria-label": app.titleOf(scheme) }, side(scheme, words.t("rule")), side(examples, files.text(examples) === undefined ? words.t("makeExamples") : words.t("itsExamples")));
  }

  drawTabs() {
    const { app } = this;
    refill(this.#tabs, tabs(TABS.map((id) => ({ id, text: [app.words.t(`tab_${id}`), this.#badge(id)] })), app.tab, (id) => app.choose(/** @type {Tab} */ (id))));
    this.body.setAttribute("aria-labelledby", `tab-${app.tab}`);
  }

  /** What a tab would tell, in a sign or a number. @param {Tab} id */
  #badge(id) {
    const { report, ran, tried } = this.app;
    if (id === "problems" && report?.findings.length > 0) return h("span", { class: `count ${report.errors > 0 ? "bad" : ""}` }, String(report.findings.length));
    if (id === "examples" && ran && this.app.usable) {
      const { examples = 0, examples_passed: fine = 0, personas = 0, personas_passed: well = 0, broken = 0 } = ran.counts;
      const wrong = examples - fine + personas - well + broken;
      return examples + personas + broken > 0 && h("span", { class: `count ${wrong > 0 ? "bad" : "good"}` }, wrong > 0 ? `✕ ${wrong}` : `✓ ${examples + personas}`);
    }
    if (id === "profile" && tried?.findings.length > 0) return h("span", { class: "count bad" }, String(tried.findings.length));
    return null;
  }

  /** The panel may lie below what is seen, where parts stand one over the other. */
  panelSeen() {
    if (matchMedia(STACKED).matches) this.#tabs.scrollIntoView({ block: "start" });
  }

  /** A file was chosen: where the list covers the page, it makes room. */
  closeFiles() {
    if (matchMedia(STACKED).matches) this.#files.open = false;
  }

  /** @param {boolean} busy */
  busy(busy) {
    this.#status.classList.toggle("busy", busy);
    this.#status.setAttribute("aria-busy", String(busy));
  }

  /** Says what was found, where that is another thing than before. */
  told() {
    const { words, report } = this.app;
    const text = words.counts(report);
    this.#status.className = `status ${report.errors > 0 ? "bad" : report.warnings > 0 ? "open" : "good"}`;
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  /** The rules as they are have not been looked at. */
  untold() {
    this.#status.className = "status open";
    this.#status.textContent = this.app.words.t("unchecked");
  }

  /** What there is to say of the place under the cursor, where that is another thing than before. @param {import("../element/dom.js").Child[]} children */
  under(children) {
    const next = h("div", null, h("h3", { class: "hidden" }, this.app.words.t("under")), children);
    if (next.textContent === this.#stripText) return;
    this.#stripText = next.textContent ?? "";
    refill(this.#strip, next);
  }

  /**
   * A message over the page, until it is closed.
   * @param {string} text
   * @param {{bad?: boolean, action?: string, act?: () => void}} [about]
   */
  notice(text, { bad = false, action = "", act } = {}) {
    const close = () => one.remove();
    const doing = act && button(action, () => (close(), act()));
    const one = h("div", { class: `notice ${bad ? "bad" : ""}` }, h("p", null, text), doing, button("×", close, { class: "close", "aria-label": this.app.words.t("dismiss") }));
    // good news gives way to what came after it; bad news stays until it is closed, two at most
    for (const older of this.#notices.querySelectorAll(".notice:not(.bad)")) older.remove();
    for (const older of [...this.#notices.children].slice(0, -1)) older.remove();
    this.#notices.append(one);
  }
}
