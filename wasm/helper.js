// Asks the engine without holding up the page: in a worker where the page may have one, else here, after the page has drawn.
// It lies beside terreau_bg.wasm and worker.js, whose addresses it knows.

import { init, TerreauError } from "./terreau.js";

/** @typedef {"recommend" | "plan" | "notice"} Verb */
/** @typedef {{resolve: (answer: any) => void, reject: (error: unknown) => void}} Waiting */

/** Fetches and compiles the engine, once for the page and its worker. @type {Promise<WebAssembly.Module> | undefined} */
let compiled;

/** The compiled engine, started in this page. */
export async function engine() {
  compiled ??= compile(new URL("./terreau_bg.wasm", import.meta.url)).catch((error) => {
    compiled = undefined; // the next call may find the network again
    throw error;
  });
  const module = await compiled;
  await init(module);
  return module;
}

/** @param {URL} url */
async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`terreau_bg.wasm: ${response.status}`);
  // while it comes, where the server says what it is; browsers then keep what they compiled, too
  if (response.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Where long questions go. */
export class Helper {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #last = 0;
  /** The same rules in this page. @type {import("./terreau.js").RuleSet | null} */
  rules = null;

  /**
   * Opens a worker with the same rules; without one, questions are answered here.
   * @param {{module: WebAssembly.Module, bundle: ArrayBuffer, places: string | null, lang: "fr" | "en"}} load
   */
  async open(load) {
    try {
      const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      this.#worker = worker;
      worker.onmessage = ({ data }) => this.#told(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.close();
      };
      await this.#send({ load });
    } catch {
      this.close();
    }
  }

  /** Whether a worker answers. */
  get apart() {
    return this.#worker !== null;
  }

  /**
   * @param {Verb} verb
   * @param {object} profile
   * @param {object} options
   * @returns {Promise<any>}
   */
  async ask(verb, profile, options) {
    if (this.#worker) {
      try {
        return await this.#send({ verb, profile, options });
      } catch (error) {
        if (error instanceof TerreauError) throw error;
      }
    }
    await new Promise((drawn) => setTimeout(drawn, 20));
    if (!this.rules) throw new Error("no rules");
    return this.rules[verb](profile, options);
  }

  /** Ends the worker; questions that it had not answered are answered here. */
  close() {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error("the worker was closed"));
    this.#waiting.clear();
  }

  /** @param {object} message */
  #send(message) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, ...message });
    });
  }

  /** @param {{id: number, answer?: any, problems?: any, message?: string}} data */
  #told({ id, answer, problems, message }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (problems) waiting?.reject(new TerreauError(problems));
    else if (message) waiting?.reject(new Error(message));
    else waiting?.resolve(answer);
  }
}
