// Shapes beside words, so that no meaning hangs on a colour: each verdict and truth has its own outline.

import { svg } from "./dom.js";

/** @type {Record<string, string[]>} */
const PATHS = {
  eligible: ["M12 2a10 10 0 1 1 0 20a10 10 0 0 1 0-20z", "M7.5 12.4l3 3l6-6.6"],
  conditional: ["M12 1.8L22.2 12L12 22.2L1.8 12z", "M8 12.3l2.8 2.8l5.2-5.6"],
  undetermined: ["M4 2.5h16a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5h-16a1.5 1.5 0 0 1-1.5-1.5v-16a1.5 1.5 0 0 1 1.5-1.5z", "M9 9.2a3 3 0 1 1 4.2 2.8q-1.2.6-1.2 2", "M12 17.2v.3"],
  ineligible: ["M8 2h8l6 6v8l-6 6h-8l-6-6v-8z", "M8.5 8.5l7 7m0-7l-7 7"],
};
PATHS.yes = PATHS.eligible;
PATHS.no = PATHS.ineligible;
PATHS.unknown = PATHS.undetermined;

/** @param {string} name a verdict, or a truth */
export function icon(name) {
  const [outline, ...marks] = PATHS[name] ?? PATHS.undetermined;
  return svg(
    "svg",
    { class: `icon ${name}`, viewBox: "0 0 24 24", width: "20", height: "20", "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "shape", d: outline }),
    marks.map((d) => svg("path", { class: "mark", d })),
  );
}
