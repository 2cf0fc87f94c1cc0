// The cash curve: a line at the month's end, a band for what delays may do, and the same figures as a table.

import { h, svg, uid } from "../dom.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {{month: string, receipts: number, payments: number, balance: number, at_worst: number, at_best: number}} Month */

const HEIGHT = 280;
const MARGIN = { top: 16, right: 12, bottom: 34, left: 76 };
const NARROW = 480; // pixels below which fewer labels stand on the axes

/** @param {App} app @param {any} p the plan */
export function cash(app, p) {
  /** @type {Month[]} */
  const months = p.cash;
  if (months.length === 0) return null;
  const place = h("div", { class: "plot" });
  const draw = (/** @type {number} */ width) => place.replaceChildren(chart(app, p, months, width));
  draw(720);
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && width !== drawn) draw((drawn = width));
  }).observe(place);
  return [
    h("figure", { class: "chart", part: "chart" }, place, h("figcaption", { class: "legend" }, h("span", { class: "key line" }, app.t("balance")), h("span", { class: "key band" }, app.t("range")))),
    table(app, months),
  ];
}

/** @param {App} app @param {any} p @param {Month[]} months @param {number} width */
function chart(app, p, months, width) {
  const scale = axis(months);
  const narrow = width < NARROW;
  const left = narrow ? 52 : MARGIN.left;
  const x = (/** @type {number} */ i) => left + ((width - left - MARGIN.right) * i) / Math.max(1, months.length - 1);
  const y = (/** @type {number} */ euros) => MARGIN.top + ((HEIGHT - MARGIN.top - MARGIN.bottom) * (scale.top - euros)) / (scale.top - scale.bottom);
  const path = (/** @type {keyof Month} */ key) => months.map((m, i) => `${x(i).toFixed(1)},${y(Number(m[key])).toFixed(1)}`);
  const every = Math.max(1, Math.ceil(months.length / (narrow ? 4 : 9)));
  const ids = { title: uid(), desc: uid() };
  const at = months.findIndex((m) => m.month === p.trough.month);
  const low = p.trough.depth > 0 && at >= 0;
  const told = low ? app.t("cashLow", { amount: app.f.euros(p.trough.lowest), month: app.f.month(p.trough.month) }) : "";
  const middle = x(at) < left + 60 ? "start" : x(at) > width - 80 ? "end" : "middle";
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-labelledby": `${ids.title} ${ids.desc}` },
    svg("title", { id: ids.title }, app.t("cashTitle")),
    svg("desc", { id: ids.desc }, app.t("cashDesc", { first: app.f.month(months[0].month), last: app.f.month(/** @type {Month} */ (months.at(-1)).month), low: told })),
    scale.ticks.map((euros) => [
      svg("line", { class: euros === 0 ? "zero" : "grid", x1: left, x2: width - MARGIN.right, y1: y(euros), y2: y(euros) }),
      svg("text", { class: "tick", x: left - 8, y: y(euros) + 4, "text-anchor": "end" }, narrow ? short(app, euros) : app.f.euros(euros)),
    ]),
    months.map((m, i) => i % every === 0 && i < months.length - every / 2 && svg("text", { class: "tick", x: x(i), y: HEIGHT - 10, "text-anchor": i === 0 ? "start" : "middle" }, app.f.shortMonth(m.month))),
    svg("polygon", { class: "band", points: [...path("at_best"), ...path("at_worst").reverse()].join(" ") }),
    svg("polyline", { class: "line", points: path("balance").join(" ") }),
    low && [svg("circle", { class: "trough", cx: x(at), cy: y(p.trough.lowest), r: 5 }), svg("text", { class: "mark", x: x(at), y: Math.min(HEIGHT - MARGIN.bottom - 4, y(p.trough.lowest) + 20), "text-anchor": middle }, app.f.euros(p.trough.lowest))],
  );
}

/** Round steps that hold all balances, and zero. @param {Month[]} months */
function axis(months) {
  const all = months.flatMap((m) => [m.balance, m.at_worst, m.at_best]);
  const [least, most] = [Math.min(0, ...all), Math.max(0, ...all)];
  const rough = Math.max(1, (most - least) / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5].find((f) => f * power >= rough) ?? 10);
  const [bottom, top] = [Math.floor(least / step) * step, Math.max(step, Math.ceil(most / step) * step)];
  const ticks = Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, i) => bottom + i * step);
  // room under the lowest point for its label
  return { top, bottom: bottom < 0 ? bottom - step * 0.25 : bottom, ticks };
}

/** @param {App} app @param {number} euros */
const short = (app, euros) => (Math.abs(euros) >= 1000 ? `${app.f.number(euros / 1000)}\u00a0k€` : app.f.euros(euros));

/** @param {App} app @param {Month[]} months */
function table(app, months) {
  /** @type {[import("../words.js").Key, keyof Month][]} */
  const columns = [["receipts", "receipts"], ["payments", "payments"], ["balance", "balance"], ["atWorst", "at_worst"], ["atBest", "at_best"]];
  return h(
    "details",
    { class: "sheet" },
    h("summary", null, app.t("cashTable")),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": app.t("cashTable") },
      h(
        "table",
        { part: "table" },
        h("caption", { class: "hidden" }, app.t("cashTitle")),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, app.t("monthOf")), columns.map(([key]) => h("th", { scope: "col" }, app.t(key))))),
        h("tbody", null, months.map((m) => h("tr", null, h("th", { scope: "row" }, app.f.month(m.month)), columns.map(([, key]) => h("td", { class: "number" }, app.f.bare(/** @type {number} */ (m[key]))))))),
      ),
    ),
  );
}
