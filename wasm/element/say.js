// Texts of the pages, with their values.

/**
 * A text with its values: what stands before `|` is for one, what stands behind it for many.
 * @param {string} text
 * @param {"fr" | "en"} lang
 * @param {Record<string, string | number>} values
 */
export function say(text, lang, values) {
  const [one, many] = text.split("|");
  const n = Number(values.n);
  const single = lang === "fr" ? Math.abs(n) < 2 : n === 1;
  return (many === undefined || single ? one : many).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
