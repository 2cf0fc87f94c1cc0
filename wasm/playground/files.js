// The rule files as the author has them: those that came with the page, and what was changed, added or taken away since.

/** @typedef {{name: string, title: [string, string], files: Record<string, string>}} Layer */
/** @typedef {"same" | "changed" | "added" | "removed"} Standing */
/** @typedef {{key: string, layer: number, path: string, standing: Standing}} Entry */

/** What a file may be called: no way out of its folder, no hidden file. */
const PATH = /^(?:[a-z0-9_]+\/)*[a-z0-9_-]+(?:(?:\.examples)?\.yaml|\.places)$/;
/** The file that says what a set is. */
const SET = "set.yaml";
/** What the engine reads; a list of places is not written by hand. */
const isRead = (/** @type {string} */ path) => /\.(?:yaml|places)$/.test(path);
const isWritten = (/** @type {string} */ path) => path.endsWith(".yaml");

export class Files {
  /** Texts that differ from those of the page, by key; null for a file that was taken away. @type {Map<string, string | null>} */
  changes = new Map();

  /** @param {Layer[]} came the sets of the page, each over the one before */
  constructor(came) {
    this.came = came;
    this.layers = came;
  }

  /**
   * Lays sets over one another: those of the page, or, where the author brings some, theirs with what they extend. All files of these
   * are changes, so drafts, links and saved work hold them.
   * @param {Record<string, string | null>} changes
   */
  stack(changes) {
    const under = (/** @type {string} */ name) => /^extends:[ ]*["']?\.\.\/([\w-]+)/m.exec(changes[`${name}/${SET}`] ?? "")?.[1];
    const own = broughtSets(changes).filter((name) => !this.came.some((layer) => layer.name === name));
    const bases = own.map(under);
    /** @type {Layer[]} */
    const layers = [];
    // the one that no other extends is on top
    for (let name = own.find((one) => !bases.includes(one)); name && !layers.some((layer) => layer.name === name); name = under(name)) {
      const at = this.came.findIndex((layer) => layer.name === name);
      if (at >= 0) {
        layers.unshift(...this.came.slice(0, at + 1));
        break;
      }
      const text = changes[`${name}/${SET}`];
      if (typeof text !== "string") break; // what it extends is not here: the engine says so
      layers.unshift({ name, title: [titleOf(text, name, "fr"), titleOf(text, name, "en")], files: {} });
    }
    this.layers = layers.length > 0 ? layers : this.came;
  }

  /** The name by which a file is known everywhere: its set, then its path. @param {number} layer @param {string} path */
  key(layer, path) {
    return `${this.layers[layer]?.name}/${path}`;
  }

  /** The set that a file belongs to and its path there; null when it can be none. @param {string} key */
  place(key) {
    const cut = key.indexOf("/");
    const layer = this.layers.findIndex(({ name }) => name === key.slice(0, cut));
    const path = key.slice(cut + 1);
    return layer >= 0 && PATH.test(path) ? { layer, path } : null;
  }

  /** A file as it came with the page. @param {string} key @returns {string | undefined} */
  original(key) {
    const place = this.place(key);
    const own = place && this.layers[place.layer].files;
    return own && Object.hasOwn(own, place.path) ? own[place.path] : undefined;
  }

  /** A file as it is now. @param {string} key @returns {string | undefined} */
  text(key) {
    return this.changes.has(key) ? (this.changes.get(key) ?? undefined) : this.original(key);
  }

  /** Writes a file, or takes it away. @param {string} key @param {string | null} text */
  put(key, text) {
    if (text === (this.original(key) ?? null)) this.changes.delete(key);
    else this.changes.set(key, text);
  }

  /** @param {string} key @returns {Standing} */
  standing(key) {
    if (!this.changes.has(key)) return "same";
    if (this.changes.get(key) === null) return "removed";
    return this.original(key) === undefined ? "added" : "changed";
  }

  /** The files of a set that are written by hand, in path order; those that were taken away among them. @param {number} layer @returns {Entry[]} */
  list(layer) {
    const { name, files } = this.layers[layer];
    const own = [...this.changes.keys()].filter((key) => key.startsWith(`${name}/`)).map((key) => key.slice(name.length + 1));
    const paths = [...new Set([...Object.keys(files), ...own])].filter(isWritten).sort();
    return paths.map((path) => ({ key: this.key(layer, path), layer, path, standing: this.standing(this.key(layer, path)) }));
  }

  /** All that there is, for the engine. */
  whole() {
    return this.layers.map(({ name, files }, layer) => {
      const now = { ...files };
      for (const [key, text] of this.changes) {
        const place = this.place(key);
        if (place?.layer !== layer) continue;
        if (text === null) delete now[place.path];
        else now[place.path] = text;
      }
      return { name, files: now };
    });
  }

  /** The file where a finding stands that names no set: the set that is looked at first, then those below. @param {number} depth @param {string} path */
  find(depth, path) {
    for (let layer = depth - 1; layer >= 0; layer--) {
      const key = this.key(layer, path);
      if (this.text(key) !== undefined) return key;
    }
    return null;
  }
}

/** Sets of which all is there, by name: those that say what they are. @param {Record<string, string | null>} changes */
const broughtSets = (changes) => Object.keys(changes).filter((key) => isSetFile(key) && /^id:/m.test(changes[key] ?? "")).map((key) => key.slice(0, -SET.length - 1));

/** @param {string} key */
const isSetFile = (key) => /^[^./_][^/]*\/set\.yaml$/.test(key);

/** Those paths of a folder that are of a rule set: of the folder itself, or of the folders in it. @param {string[]} paths */
export function ofSets(paths) {
  const places = paths.filter((path) => path.endsWith(`/${SET}`) && path.split("/").length <= 3).map((path) => path.slice(0, -SET.length));
  return paths.filter((path) => isRead(path) && places.some((place) => path.startsWith(place)));
}

/**
 * What the rule sets of a folder are, as changes; null where there is none.
 * @param {{path: string, text: string}[]} found their files, as `ofSets` has them
 * @param {Layer[]} came the sets of the page
 * @returns {Record<string, string | null> | null}
 */
export function fromFolder(found, came) {
  const isSet = found.some(({ path }) => isSetFile(path));
  const keys = found.map(({ path, text }) => [isSet ? path : path.slice(path.indexOf("/") + 1), text]);
  /** @type {Record<string, string | null>} */
  const changes = Object.fromEntries(keys);
  const sets = broughtSets(changes);
  // of a set that the page has, what is not in the folder was taken away
  for (const { name, files } of came.filter((layer) => sets.includes(layer.name))) {
    for (const path of Object.keys(files)) if (isWritten(path)) changes[`${name}/${path}`] ??= null;
  }
  return sets.length > 0 ? changes : null;
}

/** What a path is for: its folder says it. @param {string} path */
export function kindOf(path) {
  const [folder, ...rest] = path.split("/");
  if (folder === "schemes") return path.endsWith(".examples.yaml") ? "examples" : "scheme";
  /** @type {Record<string, string>} */
  const kinds = { facts: "facts", parameters: "parameters", personas: "persona", resources: "resource", taxonomies: "taxonomy" };
  if (rest.length > 0) return kinds[folder] ?? "";
  return folder.replace(/\.yaml$/, "");
}

/** What a file is called without its folders and endings. @param {string} path */
export const stemOf = (path) => path.replace(/^.*\//, "").replace(/(?:\.examples)?\.yaml$/, "");

/** The scheme's file and its examples beside it, whichever of both is given. @param {string} path */
export function pairOf(path) {
  const stem = path.replace(/(?:\.examples)?\.yaml$/, "");
  return { scheme: `${stem}.yaml`, examples: `${stem}.examples.yaml` };
}

/** What a file says that it is called, in one language; its own name where it says nothing. @param {string} text @param {string} path @param {"fr" | "en"} lang */
export function titleOf(text, path, lang) {
  const line = /^title:[ ]*(.*)$/m.exec(text)?.[1] ?? "";
  const quoted = new RegExp(`\\b${lang}:[ ]*"((?:[^"\\\\]|\\\\.)*)"`).exec(line)?.[1] ?? /^"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
  return quoted?.replace(/\\(.)/g, "$1") ?? stemOf(path);
}
