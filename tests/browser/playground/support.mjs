// What the playground's tests share: the page on the real rules, what the engine answered in its worker, and what the command says of
// the same files.

import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../files.mjs";
import { open as openSite, picture as pictureOf } from "../element/support.mjs";

export const DAY = "2026-11-23";
const COMMAND = path.join(root, "target/debug/terreau");

/** Keeps what the page asks of its worker and what it hears. */
function listen() {
  globalThis.answers = {};
  const asked = new Map();
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.answer !== undefined) globalThis.answers[asked.get(data.id)] = data.answer;
      });
    }

    postMessage(message) {
      if (message.id) asked.set(message.id, message.verb);
      super.postMessage(message);
    }
  };
}

/** Has the page opened on another day. Its clock goes on: an editor that finds it standing still measures nothing anew. */
function onDay(noon) {
  const Real = Date;
  const shift = noon - Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length > 0) super(...given);
      else super(Real.now() + shift);
    }

    static now() {
      return Real.now() + shift;
    }
  };
}

/** A server and a browser for one file of tests; each page opens the playground on the same day. @param {object} [options] of the server */
export async function open(options) {
  const home = await openSite(options);
  return {
    ...home,
    /** @param {object} [about] of the page, and `hash` for its address */
    async atelier({ hash = "", init = listen, ...about } = {}) {
      const opened = await home.page({ init, ...about });
      await opened.page.addInitScript(onDay, Date.parse(`${DAY}T12:00:00Z`));
      await opened.page.goto(`${home.url}playground/${hash}`);
      await idle(opened.page);
      return opened;
    },
  };
}

/** Waits until the engine has said all there is to say of the texts as they are. */
export async function idle(page) {
  await page.waitForTimeout(20); // a keystroke marks it busy at once
  await page.waitForFunction(() => {
    const status = document.querySelector(".status");
    return status?.textContent && status.getAttribute("aria-busy") === "false";
  });
}

/** The last answer of the engine to a verb. */
export const answer = (page, verb) => page.evaluate((name) => globalThis.answers[name], verb);

/** The text of the open file in the page's own hands. */
export const content = (page, host = ".editor-host") => page.locator(`${host} .cm-content`);

/** Opens a file from the list. */
export async function show(page, key) {
  await page.locator(`[data-key="${key}"]`).evaluate((one) => one.click()); // its group may be folded
  await page.locator(`.path code:text-is("${key}")`).waitFor();
}

/** Puts another text in the editor, as a paste over all of it. */
export async function write(page, text, host) {
  const place = content(page, host);
  await place.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await place.evaluate((element, pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await idle(page);
}

/** A rule file as the tree has it. */
export const rule = (key) => readFile(path.join(root, "rules", key), "utf8");

/**
 * What the command says of the rules with these files in them.
 * @param {Record<string, string>} files by set and path
 * @param {string[]} args
 */
export async function command(files, args) {
  const place = await mkdtemp(path.join(tmpdir(), "terreau-"));
  try {
    for (const set of ["rural-fr", "exemple-territoire"]) await cp(path.join(root, "rules", set), path.join(place, set), { recursive: true });
    for (const [key, text] of Object.entries(files)) await writeFile(path.join(place, key), text);
    return await new Promise((resolve) => execFile(COMMAND, args, { cwd: place, maxBuffer: 64_000_000 }, (_, out) => resolve(out)));
  } finally {
    await rm(place, { recursive: true });
  }
}

/** What `check` says of them. */
export const checked = async (files, set = "rural-fr", lang = "fr") => JSON.parse(await command(files, ["--lang", lang, "check", set, "--format", "json", "--as-of", DAY]));

/** A text as people see it: without the marks of code, spaces as typed. */
export const plain = (text) => text.replaceAll("`", "").replace(/[\u00a0\u202f]/g, " ").trim();

/** Keeps a picture of the page in target/screens. */
export const picture = (page, name) => pictureOf(page, `playground-${name}`);
