// Asks the engine in its worker: one question at a time, the newest of each kind; one that hangs or falls over is told, and the
// worker starts again with the files as they are.

// How long the engine may take, in milliseconds: on the text as it is, and once newer text waits for its turn.
const PATIENCE = 60_000;
const PATIENCE_STALE = 2_000;

/** @typedef {{verb: string, args: object, resolve: (answer: any) => void, reject: (error: Error) => void}} Job */
/** @typedef {{id: number, job: Job, stale: boolean, timer: ReturnType<typeof setTimeout>}} Running */

/** A question to which nobody waits for the answer any more: newer text came. */
export class Dropped extends Error {}
/** The engine fell over or was stopped. */
export class Failed extends Error {}
/** What the rules or the options do not allow; each problem as the engine tells it. */
export class Refused extends Error {
  /** @param {any[]} problems */
  constructor(problems) {
    super(problems.map(({ message }) => message).join("\n"));
    this.problems = problems;
  }
}

export class Workshop {
  /** @type {Worker | null} */
  #worker = null;
  /** One that has its script and waits: the page may be without a network when it has to start again. @type {Worker | null} */
  #spare = null;
  /** @type {Running | null} */
  #running = null;
  /** The newest question of each kind. @type {Map<string, Job>} */
  #queue = new Map();
  /** Files that the worker has not heard of. @type {Map<string, {layer: number, path: string, text: string | null}>} */
  #fresh = new Map();
  #last = 0;

  /**
   * @param {WebAssembly.Module} module
   * @param {import("./files.js").Files} files
   * @param {(what: "crashed" | "stopped") => void} told
   */
  constructor(module, files, told) {
    this.module = module;
    this.files = files;
    this.told = told;
  }

  /** A file was written or taken away. @param {string} key */
  changed(key) {
    const place = this.files.place(key);
    if (!place) return;
    this.#fresh.set(key, { ...place, text: this.files.text(key) ?? null });
    if (!this.#running) return;
    this.#running.stale = true;
    this.#hurry();
  }

  /** Every file may be another now. */
  changedAll() {
    this.#end(new Dropped());
    this.#next();
  }

  /**
   * An answer of the engine. A newer question of the same kind takes the place of one that waits.
   * @param {string} verb
   * @param {object} args
   * @returns {Promise<any>}
   */
  ask(verb, args) {
    this.#queue.get(verb)?.reject(new Dropped());
    return new Promise((resolve, reject) => {
      this.#queue.delete(verb);
      this.#queue.set(verb, { verb, args, resolve, reject });
      this.#hurry();
      this.#next();
    });
  }

  #next() {
    const job = this.#queue.values().next().value;
    if (this.#running || !job) return;
    this.#queue.delete(job.verb);
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#last;
    this.#running = { id, job, stale: false, timer: setTimeout(() => this.#stop("stopped"), PATIENCE) };
    worker.postMessage({ id, verb: job.verb, args: job.args, puts: [...this.#fresh.values()] });
    this.#fresh.clear();
  }

  /** What runs on an older text gets little time once something else waits. */
  #hurry() {
    const running = this.#running;
    if (!running || !running.stale || this.#queue.size === 0) return;
    clearTimeout(running.timer);
    running.timer = setTimeout(() => this.#stop(null), PATIENCE_STALE);
  }

  #start() {
    const worker = this.#spare ?? this.#hire();
    this.#spare = null;
    worker.onmessage = ({ data }) => this.#heard(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#stop("crashed");
    };
    worker.postMessage({ module: this.module, layers: this.files.whole() });
    this.#fresh.clear();
    return worker;
  }

  #hire() {
    return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  }

  #hireSpare() {
    const spare = this.#hire();
    spare.onerror = (event) => {
      event.preventDefault();
      if (this.#spare === spare) this.#spare = null;
    };
    this.#spare = spare;
  }

  /** @param {{id: number, answer?: any, problems?: any[], crashed?: string}} data */
  #heard({ id, answer, problems, crashed }) {
    if (crashed !== undefined) return this.#stop("crashed");
    const running = this.#running;
    if (running?.id !== id) return;
    clearTimeout(running.timer);
    this.#running = null;
    if (!this.#spare) this.#hireSpare();
    const { job } = running;
    if (problems) job.reject(new Refused(problems));
    else if (running.stale && this.#queue.has(job.verb)) job.reject(new Dropped());
    else job.resolve(answer);
    this.#next();
  }

  /** Ends the worker in the middle of a question; nothing is told where newer text is why. @param {"crashed" | "stopped" | null} why */
  #stop(why) {
    this.#end(why ? new Failed(why) : new Dropped());
    if (why) this.told(why);
    this.#next();
  }

  /** Ends the worker; the next question starts another with the files as they are. @param {Error} why */
  #end(why) {
    const running = this.#running;
    this.#running = null;
    this.#worker?.terminate();
    this.#worker = null;
    clearTimeout(running?.timer);
    running?.job.reject(why);
  }
}
