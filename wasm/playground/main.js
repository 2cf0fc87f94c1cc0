// Opens the workshop: fetches the engine and the rules, then what a link or this browser's draft holds. After that nothing is fetched.

import { h, put } from "../element/dom.js";
import { App } from "./app.js";
import { take } from "./dialogs.js";
import { Files } from "./files.js";
import { aside, fromLink, kept, setAside } from "./share.js";
import { Words } from "./words.js";

const lang = navigator.language.startsWith("en") ? "en" : "fr";
const words = new Words(lang);
const place = /** @type {HTMLElement} */ (document.getElementById("atelier"));

/** Today, where the author is. */
const today = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new TypeError(`${name}: ${response.status}`);
  return response;
}

async function compiled() {
  const response = await fetched("terreau_workshop_bg.wasm");
  if (response.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function open() {
  document.documentElement.lang = lang;
  document.title = words.t("title");
  place.replaceChildren(h("main", { class: "opening" }, h("h1", null, words.t("title")), h("p", { role: "status" }, words.t("loading"))));
  try {
    if (!("Worker" in globalThis)) throw new TypeError(words.t("noWorker"));
    const [module, rules] = await Promise.all([compiled(), fetched("rules.json").then((response) => response.json())]);
    const app = new App({ files: new Files(rules.layers), base: rules.fingerprint, module, lang, today: today() });
    await resume(app);
    addEventListener("hashchange", () => void linked(app));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const again = h("button", { type: "button", class: "primary", on: { click: () => void open() } }, words.t("retry"));
    place.replaceChildren();
    put(place, [h("main", { class: "opening" }, h("h1", null, words.t("title")), h("p", { role: "alert", class: "bad" }, words.t("failed", { why })), h("p", null, again))]);
  }
}

/** Goes on where a link or the draft says. @param {App} app */
async function resume(app) {
  const draft = kept();
  app.start();
  if (await linked(app)) return;
  if (draft && Object.keys(draft.changes).length > 0) take(app, draft, "draftOpened");
  else if (draft) app.take(draft);
}

/** Opens what the address carries; says whether it did. The draft from before is set aside, not lost. @param {App} app */
async function linked(app) {
  const { hash } = location;
  try {
    const work = await fromLink(hash);
    if (!work) return false;
    const draft = kept();
    if (draft && Object.keys(draft.changes).length > 0) setAside();
    take(app, work, "opened");
    const before = aside();
    if (draft && before && Object.keys(draft.changes).length > 0) {
      app.frame.notice(app.words.t("draftAside"), { action: app.words.t("draftBack"), act: () => take(app, before, "draftOpened") });
    }
    // a page that is loaded again goes on with what was made of it since
    history.replaceState(null, "", location.href.split("#")[0]);
    return true;
  } catch {
    app.frame.notice(app.words.t("badLink"), { bad: true });
    history.replaceState(null, "", location.href.split("#")[0]);
    return false;
  }
}

void open();
