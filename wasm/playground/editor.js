// The editor: CodeMirror in a shadow root, where its styles need no exception from a strict policy. It keeps an undo history for each
// file, shows what `check` finds under the text, and lets the Tab key go: Escape, then Tab.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { closeHoverTooltips, drawSelection, dropCursor, EditorView, hasHoverTooltips, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { PHRASES } from "./phrases.js";
import { colours, theme } from "./theme.js";

/** @typedef {import("@codemirror/lint").Diagnostic} Diagnostic */
/** @typedef {import("@codemirror/autocomplete").CompletionSource} CompletionSource */
/** @typedef {{code: string, severity: string, place: {path: string, line: number, column: number}, text: string, message: string, help: string | null, labels: any[]}} Finding */

const LEAVING = 10_000; // milliseconds in which Tab may follow Escape

/**
 * @typedef {object} Wiring
 * @property {HTMLElement} host
 * @property {(text: string) => void} changed
 * @property {(line: number, column: number) => void} [moved]
 * @property {CompletionSource} complete
 * @property {(finding: Finding) => Node} render a finding in the tooltip under the pointer
 */

/** What F8 or the pointer has opened goes with Escape, and when the editor is left. @param {EditorView} view */
function closeTooltip(view) {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
}

/** After Escape, whatever else it does, Tab leaves the editor; any other key makes it write again. @param {EditorView} view */
function letGo(view) {
  view.setTabFocusMode(LEAVING);
  return closeTooltip(view);
}

export class Editor {
  #settings = new Compartment();
  /** Each file's text with its history. @type {Map<string, EditorState>} */
  #states = new Map();
  #key = "";
  /** Set while a text is put in by the page itself. */
  #quiet = false;
  /** @type {"fr" | "en"} */
  #lang = "fr";
  #label = "";

  /** @param {Wiring} wiring */
  constructor(wiring) {
    this.wiring = wiring;
    const root = wiring.host.attachShadow({ mode: "open" });
    this.view = new EditorView({ parent: root, root, state: this.#state("") });
  }

  /** @param {string} text */
  #state(text) {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        dropCursor(),
        indentOnInput(),
        indentUnit.of("  "),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [this.wiring.complete], icons: false }),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        yaml(),
        syntaxHighlighting(colours),
        theme,
        EditorView.lineWrapping,
        Prec.highest(keymap.of([{ key: "Escape", run: letGo }])),
        EditorView.domEventHandlers({ focusout: ({ relatedTarget }, view) => void (view.dom.contains(/** @type {Node | null} */ (relatedTarget)) || closeTooltip(view)) }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
        EditorView.updateListener.of((update) => this.#updated(update)),
        this.#settings.of(this.#spoken()),
      ],
    });
  }

  /** What follows the language of the page. */
  #spoken() {
    return [EditorState.phrases.of(PHRASES[this.#lang]), EditorView.contentAttributes.of({ "aria-label": this.#label, lang: this.#lang, spellcheck: "false", tabindex: "0" })];
  }

  /** @param {import("@codemirror/view").ViewUpdate} update */
  #updated(update) {
    if (update.docChanged && !this.#quiet) this.wiring.changed(this.text);
    if (update.docChanged || update.selectionSet) this.wiring.moved?.(...this.cursor);
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Line and column of the cursor, from 1. @returns {[number, number]} */
  get cursor() {
    const at = this.view.state.selection.main.head;
    const line = this.view.state.doc.lineAt(at);
    return [line.number, [...line.text.slice(0, at - line.from)].length + 1];
  }

  /** Shows a file; its history is there again when it was shown before. @param {string} key @param {string} text */
  open(key, text) {
    if (this.#key) this.#states.set(this.#key, this.view.state);
    const before = this.#states.get(key);
    this.#key = key;
    this.#quiet = true;
    this.view.setState(before?.doc.toString() === text ? before : this.#state(text));
    this.#speak();
    this.#quiet = false;
  }

  /** Forgets the histories: the texts are others now. */
  forget() {
    this.#states.clear();
    this.#key = "";
  }

  /** Puts another text in as one step that can be undone. @param {string} text */
  replace(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** @param {"fr" | "en"} lang @param {string} label */
  speak(lang, label) {
    this.#lang = lang;
    this.#label = label;
    this.#speak();
  }

  #speak() {
    this.view.dispatch({ effects: this.#settings.reconfigure(this.#spoken()) });
  }

  /** Underlines what was found in the open file. @param {Finding[]} findings */
  underline(findings) {
    const told = findings.map((finding) => this.#diagnostic(finding));
    this.view.dispatch(setDiagnostics(this.view.state, told));
  }

  /** @param {Finding} finding @returns {Diagnostic} */
  #diagnostic(finding) {
    const from = this.#offset(finding.place.line, finding.place.column);
    const to = Math.min(from + finding.text.replace(/\r\n?/g, "\n").length, this.view.state.doc.length);
    const severity = /** @type {Diagnostic["severity"]} */ (finding.severity);
    return { from, to, severity, source: finding.code, message: finding.message, renderMessage: () => this.wiring.render(finding) };
  }

  /** Where a place of the engine stands: its columns count characters, the editor's count UTF-16. @param {number} line @param {number} column */
  #offset(line, column) {
    const { doc } = this.view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    const before = [...at.text].slice(0, column - 1).join("");
    return at.from + before.length;
  }

  /** Goes to a place and puts the cursor there. @param {number} line @param {number} [column] */
  jump(line, column = 1) {
    const at = this.#offset(line, column);
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.view.focus();
  }
}
