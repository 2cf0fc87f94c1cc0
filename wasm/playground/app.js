// The workshop on its page: holds what the author works on, asks the engine, and draws what has changed.

import { parametersOf, proposals } from "./complete.js";
import { Editor } from "./editor.js";
import { examples, subject } from "./examples.js";
import { kindOf, pairOf, stemOf } from "./files.js";
import { Frame } from "./frame.js";
import { help } from "./help.js";
import { Preview } from "./preview.js";
import { problems, strip, tooltip, under } from "./problems.js";
import { personas, profile, profileOf, told, written } from "./profile.js";
import { result } from "./result.js";
import { keep } from "./share.js";
import { Tree } from "./tree.js";
import { calm, refill } from "./ui.js";
import { Words } from "./words.js";
import { Dropped, Refused, Workshop } from "./workshop.js";

/** @typedef {"fr" | "en"} Lang */
/** @typedef {"problems" | "examples" | "profile" | "result" | "preview" | "help"} Tab */
/** @typedef {import("./share.js").Work} Work */

const PAUSE = 250; // milliseconds without a keystroke before the rules are checked
const FIRST = "schemes/grant/leader-aura.yaml"; // an everyday scheme to open with, where the set has it

export class App {
  /** The file that is open. */
  open = "";
  /** @type {Tab} */
  tab = "problems";
  /** What `check` says; null until it has spoken. @type {any} */
  report = null;
  /** Whether the rules can be used; undefined until that is known. @type {boolean | undefined} */
  usable = undefined;
  /** What the examples came to, and of which layers. @type {any} */
  ran = null;
  ranDepth = 1;
  runsAll = false;
  /** What the profile gets. @type {any} */
  tried = null;
  profile = "";
  /** The persona that the profile is, unchanged. */
  persona = "";
  /** The page of a code. @type {any} */
  page = null;
  /** @type {{code: string, title: string}[]} */
  codes = [];
  /** Facts that can be named. @type {{fact: string, label: string}[]} */
  facts = [];
  /** Schemas by kind of file. @type {Map<string, any>} */
  #schemas = new Map();
  /** Which rules, in which language, the facts are of. */
  #described = "";
  #keeps = true;
  /** Counts changes and checks: only what the last of them says is shown. */
  #turn = 0;

  /**
   * @param {{files: import("./files.js").Files, base: string, module: WebAssembly.Module, lang: Lang, today: string}} given
   */
  constructor({ files, base, module, lang, today }) {
    this.files = files;
    this.base = base;
    this.module = module;
    this.words = new Words(lang);
    this.today = today;
    this.day = today;
    this.depth = 1;
    this.workshop = new Workshop(module, files, (what) => this.frame.notice(this.words.t(what), { bad: true }));
    this.tree = new Tree(this);
    this.preview = new Preview(this);
    this.frame = new Frame(this);
    this.editor = new Editor({ host: this.frame.host, changed: (text) => this.#written(text), moved: () => this.#moved(), complete: proposals(() => this.#known()), render: (finding) => tooltip(this, finding) });
    this.profileEditor = new Editor({ host: this.frame.profileHost, changed: (text) => this.#profileWritten(text), complete: proposals(() => ({ ...this.#known(), schema: this.#schemas.get("profile") ?? null, parameters: [] })), render: (finding) => tooltip(this, finding) });
    this.checkSoon = calm(() => void this.check(), PAUSE);
    this.trySoon = calm(() => void this.tryProfile(), PAUSE);
    this.keepSoon = calm(() => this.#keep(), PAUSE * 2);
    const [first] = personas(this);
    this.#takeProfile(first ? profileOf(files.text(first.key) ?? "") : "facts: {}\n", first?.key ?? "");
  }

  /** Starts with a file open and everything asked once. */
  start() {
    this.show(this.open || this.#firstFile());
    this.speak(this.words.lang);
  }

  #firstFile() {
    const key = this.files.key(this.depth - 1, FIRST);
    const scheme = this.files.list(this.depth - 1).find(({ path }) => kindOf(path) === "scheme");
    return this.files.text(key) === undefined ? (scheme?.key ?? this.files.key(this.depth - 1, "set.yaml")) : key;
  }

  /** Everything again in this language. @param {Lang} lang */
  speak(lang) {
    this.words = new Words(lang);
    document.documentElement.lang = lang;
    document.title = this.words.t("title");
    this.frame.draw();
    this.#label();
    this.tree.draw();
    this.drawPanel();
    void this.check();
    void this.#askCodes();
    if (this.page) this.explain(this.page.code, false);
  }

  #label() {
    this.editor.speak(this.words.lang, this.words.t("editing", { file: this.open }));
    this.profileEditor.speak(this.words.lang, this.words.t("profileLabel"));
  }

  /** Asks the engine; nothing when newer text came or it fell over, which is told elsewhere. @param {string} verb @param {object} args */
  async #ask(verb, args) {
    try {
      return await this.workshop.ask(verb, { lang: this.words.lang, ...args });
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (!(error instanceof Dropped) && verb === "check") this.frame.untold();
      return null;
    }
  }

  // ---- files

  /** Opens a file. @param {string} key */
  show(key) {
    const place = this.files.place(key);
    if (!place) return;
    this.depth = Math.max(this.depth, place.layer + 1);
    const other = subject(key) !== subject(this.open) || place.layer !== this.files.place(this.open)?.layer;
    this.open = key;
    this.editor.open(key, this.files.text(key) ?? "");
    if (other && !this.runsAll) this.ran = null;
    this.frame.closeFiles();
    this.#drawFile();
    this.drawPanel();
    this.keepSoon();
    void this.#askSchemas(); // what completes keys
    if (other) void this.#runExamples();
  }

  #drawFile() {
    this.#label();
    this.#underline();
    this.tree.draw();
    this.frame.drawFile();
    this.#moved();
  }

  /** @param {string} text */
  #written(text) {
    this.put(this.open, text);
    this.frame.drawFile();
  }

  /** Writes a file, or takes it away, and has everything looked at again. @param {string} key @param {string | null} text */
  put(key, text) {
    const before = this.files.standing(key);
    this.files.put(key, text);
    this.workshop.changed(key);
    if (before !== this.files.standing(key)) this.tree.draw();
    this.#turn++;
    this.frame.busy(true);
    this.checkSoon();
    this.keepSoon();
  }

  /** The open file as it came with the page; its text can be taken back. */
  reset() {
    const key = this.open;
    const was = this.files.text(key) ?? null;
    const original = this.files.original(key) ?? null;
    this.put(key, original);
    this.#shown(key);
    this.frame.notice(this.words.t("resetDone", { file: stemOf(key) }), { action: this.words.t("takeBack"), act: () => this.#again([[key, was]]) });
  }

  /** Takes the open file away, a scheme with its examples. */
  remove() {
    const pair = pairOf(this.open);
    const keys = kindOf(this.#path(this.open)) === "scheme" ? [pair.scheme, pair.examples] : [this.open];
    const was = keys.map((key) => /** @type {[string, string | null]} */ ([key, this.files.text(key) ?? null])).filter(([, text]) => text !== null);
    for (const [key] of was) this.put(key, null);
    const file = stemOf(this.open);
    this.#shown(this.open);
    this.frame.notice(this.words.t("removeDone", { file }), { action: this.words.t("takeBack"), act: () => this.#again(was) });
  }

  /** Puts texts back. @param {[string, string | null][]} was */
  #again(was) {
    for (const [key, text] of was) this.put(key, text);
    this.#shown(was[0][0]);
  }

  /** Shows a file whose text was put in from outside. @param {string} key */
  #shown(key) {
    const text = this.files.text(key);
    // a file that was only ever here leaves nothing to show
    if (text === undefined && this.files.original(key) === undefined) return this.show(this.#firstFile());
    if (key !== this.open) return this.show(key);
    if (text !== undefined && this.editor.text !== text) this.editor.replace(text);
    this.#drawFile();
  }

  /** @param {string} key */
  #path = (key) => key.slice(key.indexOf("/") + 1);

  /** What a file is called. @param {string} key */
  titleOf(key) {
    const text = this.files.text(key) ?? this.files.original(key) ?? "";
    const scheme = this.files.text(key.replace(/\.examples\.yaml$/, ".yaml")) ?? text;
    const name = this.words.file(this.#path(key), key.endsWith(".examples.yaml") ? scheme : text);
    return key.endsWith(".examples.yaml") ? `${name} (${this.words.t("itsExamples").toLowerCase()})` : name;
  }

  /** The file of a scheme that an answer names, in the nearest set. @param {string} id @returns {string | null} */
  schemeKey(id) {
    for (let layer = this.depth - 1; layer >= 0; layer--) {
      const found = this.files.list(layer).find(({ path, standing }) => kindOf(path) === "scheme" && stemOf(path) === id && standing !== "removed");
      if (found) return found.key;
    }
    return null;
  }

  /** Goes to a place in a file. @param {string} key @param {number} line @param {number} column */
  jump(key, line, column) {
    if (this.files.text(key) === undefined) return;
    if (key !== this.open) this.show(key);
    this.editor.jump(line, column);
  }

  /** @param {number} line @param {number} column */
  inProfile(line, column) {
    this.choose("profile");
    this.profileEditor.jump(line, column);
  }

  // ---- what the engine says

  /** Checks the rules, then all that hangs on them. */
  async check() {
    const { depth, day: asOf } = this;
    const turn = ++this.#turn;
    this.frame.busy(true);
    const report = await this.#ask("check", { depth, asOf }).catch((refused) => void this.frame.notice(refused.message, { bad: true }));
    if (turn !== this.#turn) return;
    if (!report) return this.frame.busy(false);
    this.report = report;
    this.usable = report.fingerprint !== null;
    this.#underline();
    this.tree.draw();
    this.frame.drawFile();
    this.#moved();
    this.drawPanel();
    this.frame.told();
    if (this.usable) await Promise.all([this.#runExamples(), this.tryProfile(), this.#describe()]);
    if (turn === this.#turn) this.frame.busy(false);
  }

  #underline() {
    const own = (this.report?.findings ?? []).filter((/** @type {any} */ f) => f.place.path === this.open);
    this.editor.underline(own);
  }

  /** The worst that was found in a file or the examples behind it, in a few words. @param {string} key */
  worst(key) {
    const keys = [key, key.replace(/\.yaml$/, ".examples.yaml")];
    const own = (this.report?.findings ?? []).filter((/** @type {any} */ f) => keys.includes(f.place.path));
    for (const severity of /** @type {const} */ (["error", "warning"])) {
      const n = own.filter((/** @type {any} */ f) => f.severity === severity).length;
      if (n > 0) return { severity, text: this.words.t(`${severity}s`, { n }) };
    }
    return null;
  }

  #moved() {
    const [line, column] = this.editor.cursor;
    this.frame.under(strip(this, under(this, line, column)));
  }

  /** @param {boolean} all */
  runAll(all) {
    this.runsAll = all;
    this.ran = null;
    this.drawPanel();
    void this.#runExamples();
  }

  async #runExamples() {
    const only = this.runsAll ? undefined : subject(this.open);
    if (only === null || this.usable === false) return;
    const depth = (this.files.place(this.open)?.layer ?? 0) + 1;
    const ran = await this.#ask("examples", { depth, only }).catch(() => ({ counts: {}, examples: [], personas: [], broken: [], coverage: [] }));
    if (!ran) return;
    this.ran = ran;
    this.ranDepth = depth;
    this.drawPanel(["examples"]);
  }

  async #describe() {
    const mark = `${this.words.lang} ${this.report.fingerprint}`;
    if (mark === this.#described) return;
    const told = await this.#ask("describe", { depth: this.depth }).catch(() => null);
    if (!told) return;
    this.#described = mark;
    this.facts = told.facts;
    this.#schemas.clear();
    await this.#askSchemas();
    this.drawPanel(["result"]);
  }

  async #askSchemas() {
    for (const kind of [kindOf(this.#path(this.open)), "profile"]) {
      if (kind && !this.#schemas.has(kind)) this.#schemas.set(kind, await this.#ask("schema", { depth: this.depth, kind }));
    }
  }

  /** What can be proposed in the open file. */
  #known() {
    const kind = kindOf(this.#path(this.open));
    const texts = this.files.layers.slice(0, this.depth).flatMap((_, layer) => this.files.list(layer)).filter(({ path }) => kindOf(path) === "parameters").map(({ key }) => this.files.text(key) ?? "");
    return { schema: this.#schemas.get(kind) ?? null, facts: this.facts, parameters: parametersOf(texts) };
  }

  async #askCodes() {
    this.codes = (await this.#ask("codes", {})) ?? this.codes;
    this.drawPanel(["help"]);
  }

  /** Shows the page of a code. @param {string} code @param {boolean} [go] */
  explain(code, go = true) {
    void this.#ask("explain", { code }).then((page) => {
      if (!page) return;
      this.page = page;
      if (!go) return this.drawPanel(["help"]);
      this.choose("help");
      document.getElementById("about")?.focus();
    });
  }

  // ---- the profile

  /** Takes a persona as the profile; with no key, goes on with what is written. @param {string} key */
  from(key) {
    const text = this.files.text(key);
    if (text === undefined) return void (this.persona = "");
    this.persona = "";
    this.profileEditor.replace(profileOf(text)); // what stood there can be taken back
    this.persona = key;
  }

  /** Takes answers that were given elsewhere as the profile. @param {import("../element.js").Profile} answers */
  takeProfile(answers) {
    this.profileEditor.replace(written(answers));
    this.choose("profile");
  }

  /** @param {string} text @param {string} persona */
  #takeProfile(text, persona) {
    this.profile = text;
    this.persona = persona;
    this.profileEditor.open(`profile ${persona}`, text);
  }

  /** @param {string} text */
  #profileWritten(text) {
    this.profile = text;
    if (this.persona !== "") {
      this.persona = "";
      const select = document.getElementById("persona");
      if (select instanceof HTMLSelectElement) select.value = "";
    }
    this.trySoon();
    this.keepSoon();
  }

  /** Tries the profile as it is written now. */
  async tryProfile() {
    if (this.usable === false) return;
    const tried = await this.#ask("recommend", { depth: this.depth, profile: this.profile, asOf: this.day }).catch(() => null);
    if (!tried) return;
    this.tried = tried;
    this.profileEditor.underline(tried.findings);
    this.drawPanel(["result", "preview"]);
    const place = document.querySelector(".profile-told");
    if (place) refill(place, told(this));
  }

  // ---- the panel

  /** @param {Tab} tab */
  choose(tab) {
    this.tab = tab;
    if (tab === "preview") void this.preview.choose();
    this.drawPanel();
    this.frame.panelSeen();
  }

  /** Draws the panel, or nothing when another tab than these is open. @param {Tab[]} [only] */
  drawPanel(only) {
    this.frame.drawTabs();
    if (only && !only.includes(this.tab)) return;
    const draw = { problems, examples, profile: (/** @type {App} */ app) => profile(app, this.frame.profileHost), result, preview: () => this.preview.draw(), help }[this.tab];
    refill(this.frame.body, draw(this));
  }

  /** The rules as a portal would load them. @returns {Promise<string>} */
  bundle() {
    return this.workshop.ask("bundle", { depth: this.depth, lang: this.words.lang });
  }

  // ---- what is kept

  /** @param {number} layer */
  chooseSet(layer) {
    this.depth = layer + 1;
    this.#described = "";
    this.#schemas.clear();
    this.tried = null;
    this.show(this.#firstFile());
    void this.check();
  }

  /** @param {string} day */
  setDay(day) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return;
    this.day = day;
    this.keepSoon();
    void this.check();
  }

  /** All that differs from the page as it came. @returns {Work} */
  get work() {
    return { base: this.base, set: this.files.layers[this.depth - 1].name, changes: Object.fromEntries(this.files.changes), open: this.open, profile: this.profile, day: this.day };
  }

  /**
   * Takes work over that came from elsewhere; says what of it these rules do not have.
   * @param {Work} work
   * @returns {string[]} files of sets that are not here
   */
  take(work) {
    this.files.stack(work.changes);
    const unknown = Object.keys(work.changes).filter((key) => !this.files.place(key));
    this.files.changes.clear();
    for (const [key, text] of Object.entries(work.changes)) if (this.files.place(key)) this.files.put(key, text);
    const layer = this.files.layers.findIndex(({ name }) => name === work.set);
    // sets that the author brings are there for the one on top
    this.depth = layer >= 0 ? layer + 1 : this.files.layers === this.files.came ? 1 : this.files.layers.length;
    this.day = /^\d{4}-\d{2}-\d{2}$/.test(work.day) ? work.day : this.today;
    if (work.profile) this.#takeProfile(work.profile, personas(this).find(({ key }) => profileOf(this.files.text(key) ?? "") === work.profile)?.key ?? "");
    this.editor.forget();
    this.open = "";
    this.#described = "";
    this.report = this.ran = this.tried = null;
    this.workshop.changedAll();
    this.show(this.files.place(work.open) && this.files.text(work.open) !== undefined ? work.open : this.#firstFile());
    this.frame.draw();
    void this.check();
    return unknown;
  }

  #keep() {
    // a draft goes on with the day on which it is opened, unless another was chosen
    const day = this.day === this.today ? "" : this.day;
    if (keep({ ...this.work, day }) || !this.#keeps) return;
    this.#keeps = false; // told once
    this.frame.notice(this.words.t("noDraft"), { bad: true });
  }
}
