// One page of questions: the most useful one and those that go with it, why they are asked, how many may follow, and what can
// already be said. Also the page on which one answer is given or changed.

import { h, uid } from "../dom.js";
import { field } from "../questions/field.js";
import { schemes, verdict } from "../tell.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {{keys?: string[], scheme?: string, from?: import("../app.js").ViewName, back?: boolean} | undefined} About keys to ask, a scheme to settle, where to return to */

const CONTRADICTED = "P0010"; // the engine's code for answers that cannot all be
const TOGETHER = 3; // questions beside the first one on a page
const NAMED = 3; // schemes that are named before the others are counted

/** @param {App} app @param {About} about */
export function question(app, about) {
  const { advisor } = app;
  const next = about?.keys ? null : advisor.question(about?.scheme);
  if (next && !next.question) return stopped(app, next, about);
  const keys = about?.keys ?? [next.question.key, ...next.together.slice(0, TOGETHER)];
  const asked = keys.map((key) => (next?.question.key === key && !next.question.fact ? { fact: key, type: "bool", group: "declared", label: next.question.text, question: next.question.text } : advisor.asked(key))).filter(Boolean);
  if (!about?.from) advisor.state.visit(keys);
  const several = asked.length > 1;
  const fields = asked.map((one) => field(app, one, several ? "h3" : "h2"));
  const group = app.topic(asked[0]);
  const form = h(
    "form",
    { novalidate: true, part: "form", on: { submit: (/** @type {Event} */ event) => take(event, app, fields, about) } },
    next && progress(app, next),
    several ? h("h2", { class: "topic" }, group) : h("p", { class: "eyebrow" }, group),
    fields.map((one) => one.node),
    next && why(app, next.question, several),
    h("p", { class: "error general", role: "alert" }),
    h("p", { class: "row" }, h("button", { type: "submit", class: "primary", part: "button primary" }, app.t(about?.from ? "save" : "next")), app.button(app.t(about?.from ? "cancel" : "back"), () => back(app, about), "quiet")),
  );
  return h("div", { class: "asking" }, form, next && aside(app, next));
}

/**
 * @param {Event} event @param {App} app @param {import("../questions/field.js").Field[]} fields @param {About} about
 */
function take(event, app, fields, about) {
  event.preventDefault();
  const problems = read(app, fields, /** @type {HTMLElement} */ (event.target));
  if (problems) return;
  if (about?.from) app.show(about.from);
  else app.show("question", about?.scheme ? { scheme: about.scheme } : undefined);
}

/**
 * Reads the fields of a form and takes their answers. Mistakes stand at their fields, the first of which takes the focus.
 * @param {App} app @param {import("../questions/field.js").Field[]} fields @param {HTMLElement} form
 * @param {boolean} [partly] fields may be left empty
 * @returns {boolean} whether there were mistakes
 */
export function read(app, fields, form, partly = false) {
  /** @type {Map<string, any>} */
  const changes = new Map();
  /** @type {[import("../questions/field.js").Field, string][]} */
  const wrong = [];
  for (const one of fields) {
    const told = one.read();
    if (told === null) {
      if (!partly) wrong.push([one, app.t("answerOrUnknown")]);
    } else if ("error" in told) wrong.push([one, told.error]);
    else changes.set(one.key, told.value);
  }
  const general = /** @type {HTMLElement} */ (form.querySelector(".general"));
  general.textContent = "";
  if (wrong.length === 0) {
    const others = [];
    let contradicted = false;
    for (const { code, path, message, help } of app.answer(changes)) {
      contradicted ||= code === CONTRADICTED;
      const one = fields.find(({ key }) => path === `facts.${key}` || path.startsWith(`facts.${key}.`) || path.startsWith(`facts.${key}[`) || path === `declared.${key}`);
      const text = help ? `${message} (${help})` : message;
      if (one) wrong.push([one, text]);
      else others.push(text);
    }
    if (contradicted) others.push(app.t("mend"));
    general.textContent = others.join(" ");
    if (wrong.length === 0) {
      if (others.length > 0) app.announce(others.join(" "));
      return others.length > 0;
    }
  }
  for (const [one, message] of wrong.reverse()) one.fail(message);
  app.announce(`${app.t("problem")}. ${wrong.at(-1)?.[1]}`);
  return true;
}

/** @param {App} app @param {About} about */
function back(app, about) {
  if (about?.from) return app.show(about.from);
  const before = app.advisor.state.leave();
  if (before) app.show("question", { keys: before, back: true });
  else app.show("start");
}

/** Nothing is asked any more: why, and what to do now. @param {App} app @param {any} next @param {About} about */
function stopped(app, next, about) {
  return h(
    "section",
    { class: "stopped" },
    about?.scheme && h("p", { class: "eyebrow" }, app.advisor.scheme(about.scheme)),
    h("h2", null, next.stop.label),
    h("p", { class: "row" }, app.button(app.t("seeResults"), () => app.show("results"), "primary"), app.button(app.t("answers"), () => app.show("answers"))),
  );
}

/** How far one is, honestly: the most that may follow. @param {App} app @param {any} next */
function progress(app, next) {
  const done = app.advisor.state.answered.length + app.advisor.state.skip.length;
  const id = uid();
  return h(
    "div",
    { class: "progress", part: "progress" },
    h("p", { id }, app.t("left", { n: next.left })),
    h("progress", { max: done + next.left, value: done, "aria-label": app.t("progress"), "aria-describedby": id }),
  );
}

/** @param {App} app @param {any} asked @param {boolean} several */
function why(app, asked, several) {
  const named = (/** @type {string[]} */ ids) => schemes(app, ids.slice(0, NAMED)) + (ids.length > NAMED ? ` ${app.t("others", { n: ids.length - NAMED })}` : "");
  const effects = asked.answers.map((/** @type {any} */ a) => {
    const does = [a.opens.length && app.t("opens", { list: named(a.opens) }), a.closes.length && app.t("closes", { list: named(a.closes) })].filter(Boolean);
    return h("li", null, h("strong", null, a.label), app.words.colon, does.join(app.words.semicolon) || app.t("noEffect"));
  });
  return h("details", { class: "why" }, h("summary", null, app.t("why")), several && h("p", null, h("strong", null, asked.text)), h("p", null, asked.why), h("ul", null, effects));
}

/** What can already be said. @param {App} app @param {any} next */
function aside(app, next) {
  const body = h("div", { class: "so-far-list", "aria-busy": "true" });
  app.advisor.prepare().then((current) => {
    if (!current) return;
    const { schemes: told } = app.report();
    const first = told.filter((/** @type {any} */ s) => s.group === "now").slice(0, NAMED);
    body.removeAttribute("aria-busy");
    body.replaceChildren(h("ol", null, first.map((/** @type {any} */ s) => h("li", null, h("span", null, s.title), verdict(app, s)))));
  });
  return h(
    "aside",
    { class: "so-far", part: "aside", "aria-label": app.t("soFar") },
    h("h3", null, app.t("soFar")),
    body,
    h("details", null, h("summary", { class: "small" }, app.t("stillOpen", { n: next.open.length })), h("ul", { class: "small" }, next.open.map((/** @type {any} */ s) => h("li", null, s.title)))),
    app.button(app.t("seeResults"), () => app.show("results")),
  );
}
