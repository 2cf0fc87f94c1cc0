// Numbers as a table of Markdown.

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Three digits that count. @param {number} n */
export const figure = (n) => (n >= 1000 ? Math.round(n).toLocaleString("en") : String(Number(n.toPrecision(n >= 100 ? 3 : 2))));

/** @param {string[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
