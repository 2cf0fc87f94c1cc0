// Keep, share, print, delete: what a person may do with the answers, under every view.

import { h, uid } from "../dom.js";
import { MOST } from "../load.js";
import { State } from "../state.js";
import { asFile, asLink, forget, fromFile, keep, takeOver } from "../store.js";

/** @typedef {import("../app.js").App} App */

/** @param {App} app */
export function tools(app) {
  const { advisor } = app;
  const told = advisor.state.answered.length > 0 || advisor.state.skip.length > 0;
  const file = h("input", { type: "file", accept: ".json,application/json", id: uid(), class: "hidden", tabindex: "-1", "aria-hidden": "true" });
  file.addEventListener("change", () => file.files?.[0] && open(app, file.files[0]));
  const storing = h("input", { type: "checkbox", id: uid(), checked: app.keeps });
  storing.addEventListener("change", () => store(app, storing));
  const shared = h("div", { class: "shared", hidden: true });
  if (!told) return [h("p", { class: "row" }, app.button(app.t("openFile"), () => file.click(), "quiet"), file)];
  return [
    h(
      "details",
      { class: "toolbox" },
      h("summary", null, app.t("tools")),
      h(
        "div",
        { class: "row" },
        app.button(app.t("print"), () => app.print()),
        app.button(app.t("share"), () => share(app, shared)),
        app.button(app.t("saveFile"), () => save(app)),
        app.button(app.t("openFile"), () => file.click()),
        file,
        app.button(app.t("wipe"), () => wipe(app), "danger"),
      ),
      shared,
      h("div", { class: "option" }, storing, h("label", { for: storing.id }, app.t("keep"), " ", h("span", { class: "small" }, app.t("keepTold")))),
    ),
  ];
}

/** @param {App} app @param {HTMLElement} place */
async function share(app, place) {
  const to = await asLink(app.advisor, location.href);
  const field = h("input", { type: "text", readonly: true, value: to, id: uid() });
  place.hidden = false;
  place.replaceChildren(h("p", { class: "small" }, app.t("shareTold")), h("div", { class: "entry" }, h("label", { for: field.id }, app.t("linkLabel")), field));
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(to);
    app.announce(app.t("shared"));
  } catch {
    app.announce(app.t("linkLabel"));
  }
}

/** @param {App} app */
function save(app) {
  const url = URL.createObjectURL(new Blob([asFile(app.advisor)], { type: "application/json" }));
  const a = h("a", { download: `terreau-${app.advisor.settings.asOf}.json` });
  a.href = url;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  app.tell({ text: app.t("saved") });
}

/** @param {App} app @param {File} file */
async function open(app, file) {
  try {
    if (file.size > MOST * 1e6) throw new RangeError("too large");
    app.message = takeOver(app, fromFile(await file.text()));
    app.changed(app.advisor.state.answered);
    app.show("answers");
  } catch {
    app.tell({ text: app.t("badFile"), bad: true });
  }
}

/** @param {App} app @param {HTMLInputElement} box */
function store(app, box) {
  app.keeps = box.checked;
  if (!box.checked) {
    forget(app.advisor.ruleSet.id);
    return app.announce(app.t("notKept"));
  }
  try {
    keep(app.advisor);
    app.announce(app.t("kept"));
  } catch {
    app.keeps = false;
    box.checked = false;
    app.tell({ text: app.t("badStorage"), bad: true });
  }
}

/** Asks first. @param {App} app */
function wipe(app) {
  const title = uid();
  const dialog = h("dialog", { "aria-labelledby": title, part: "dialog" });
  const erase = () => {
    dialog.close();
    forget(app.advisor.ruleSet.id);
    app.keeps = false;
    if (location.hash.startsWith("#terreau=")) history.replaceState(null, "", location.pathname + location.search);
    app.advisor.use(new State());
    app.chosen.wishes = { take: [], without: [], assume: false };
    app.message = { text: app.t("wiped") };
    app.changed([]);
    app.show("start");
  };
  const cancel = app.button(app.t("cancel"), () => dialog.close());
  cancel.autofocus = true;
  dialog.append(
    h("h2", { id: title }, app.t("wipeAsk")),
    h("p", null, app.t("wipeTold")),
    h("p", { class: "row" }, app.button(app.t("wipe"), erase, "danger"), cancel),
  );
  dialog.addEventListener("close", () => dialog.remove());
  app.frame.append(dialog);
  dialog.showModal();
}
