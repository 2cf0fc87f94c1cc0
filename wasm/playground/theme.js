// How the editor looks: colours are those of the page, by day and by night. Underlines and marks are drawn without pictures, which
// a strict policy would refuse.

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const MONO = 'ui-monospace, "Cascadia Mono", "Segoe UI Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

/** @param {string} colour @param {string} style */
const underlined = (colour, style) => ({ backgroundImage: "none", textDecoration: `underline ${style} var(--${colour})`, textDecorationThickness: "2px", textUnderlineOffset: "3px", textDecorationSkipInk: "none", paddingBottom: "1px" });

/** A mark in the margin: a sign, so that colour says nothing alone. @param {string} sign @param {string} colour */
const mark = (sign, colour) => ({ content: `"${sign}"`, color: `var(--${colour})`, fontWeight: "700", textAlign: "center", width: "1em", height: "1.4em" });

export const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.9375rem", height: "100%" },
  "&.cm-focused": { outline: "none" }, // drawn around the whole by the page
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", paddingBlock: "0.75rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--selection)" },
  ".cm-activeLine": { backgroundColor: "var(--active)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--active)", color: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", borderRight: "1px solid var(--border)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "1px solid var(--control)" },
  ".cm-selectionMatch": { backgroundColor: "var(--selection)" },
  ".cm-searchMatch": { backgroundColor: "var(--open-surface)", outline: "1px solid var(--open)" },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: "var(--selection)", outline: "2px solid var(--focus)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--surface)", border: "1px solid var(--control)", color: "var(--muted)", padding: "0 0.4em" },
  ".cm-panels": { backgroundColor: "var(--surface)", color: "var(--ink)", borderColor: "var(--border)" },
  ".cm-panel.cm-search": { padding: "0.5rem 2.5rem 0.5rem 0.5rem", fontFamily: "inherit" },
  ".cm-panel.cm-search label": { fontSize: "0.875rem" },
  ".cm-textfield": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--control)", padding: "0.3em 0.5em", fontSize: "0.9375rem" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--control)", borderRadius: "6px", padding: "0.3em 0.6em", fontSize: "0.875rem" },
  ".cm-panel.cm-search [name=close]": { color: "var(--ink)", minWidth: "1.75rem", minHeight: "1.75rem", fontSize: "1.25rem" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--control)", borderRadius: "8px", boxShadow: "0 4px 16px rgb(0 0 0 / 0.2)", maxWidth: "min(34rem, 90vw)" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: MONO, maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.6rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail": { color: "var(--on-accent)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--muted)", fontFamily: "system-ui, sans-serif", marginLeft: "0.75em" },
  ".cm-completionMatchedText": { textDecoration: "underline", fontWeight: "700" },
  ".cm-diagnostic": { padding: "0.6rem 0.85rem", fontFamily: "system-ui, sans-serif", whiteSpace: "normal", borderLeftWidth: "5px" },
  ".cm-diagnostic p": { margin: "0 0 0.35rem" },
  ".cm-diagnostic button": { font: "inherit", color: "var(--accent)", background: "none", border: "0", textDecoration: "underline", cursor: "pointer", padding: "0.2rem 0", minHeight: "1.5rem", textAlign: "start" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--open)" },
  ".cm-diagnostic-hint": { borderLeftColor: "var(--control)" },
  ".cm-diagnosticSource": { display: "none" },
  ".cm-lintRange-error": underlined("bad", "wavy"),
  ".cm-lintRange-warning": underlined("open", "wavy"),
  ".cm-lintRange-hint": underlined("control", "dotted"),
  ".cm-lintRange-active": { backgroundColor: "var(--open-surface)" },
  ".cm-lintPoint::after": { display: "none" },
  ".cm-gutter-lint": { width: "1.4em" },
  ".cm-lint-marker": { width: "1.1em", height: "1.4em", cursor: "pointer" },
  ".cm-lint-marker-error": { content: "normal" },
  ".cm-lint-marker-warning": { content: "normal" },
  ".cm-lint-marker-error::before": mark("✕", "bad"),
  ".cm-lint-marker-warning::before": mark("!", "open"),
  ".cm-lint-marker-hint::before": mark("i", "muted"),
});

export const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--key)", fontWeight: "600" },
  { tag: tags.propertyName, color: "var(--key)", fontWeight: "600" },
  { tag: tags.string, color: "var(--string)" },
  { tag: tags.special(tags.string), color: "var(--string)" },
  { tag: tags.content, color: "var(--ink)" },
  { tag: tags.attributeValue, color: "var(--ink)" },
  { tag: tags.lineComment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--muted)" },
  { tag: tags.keyword, color: "var(--key)" },
]);
