// What the editor proposes: keys and words of the file's own schema, facts and parameters of the rules.

/** @typedef {import("@codemirror/autocomplete").CompletionContext} Context */
/** @typedef {import("@codemirror/autocomplete").Completion} Completion */

/**
 * @typedef {object} Known
 * @property {any} schema JSON Schema of this kind of file, or null
 * @property {{fact: string, label: string}[]} facts
 * @property {string[]} parameters
 */

const KEY = /^(\s*(?:-\s+)?)([\w.-]*)$/;
const FLOW_KEY = /[{,]\s*([\w.-]*)$/;
const VALUE = /(?:^|[{,]|-\s)\s*([\w.-]+):\s*([\w.-]*)$/;
const NAME = /[\w.]+$/;

/** Proposals where the cursor is. @param {() => Known} known @returns {import("@codemirror/autocomplete").CompletionSource} */
export const proposals = (known) => (context) => {
  const { schema, facts, parameters } = known();
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (/^\s*#/.test(before)) return null;
  const above = context.state.doc.sliceString(0, line.from).split("\n").slice(0, -1);
  const key = KEY.exec(before);
  const flow = key ? null : FLOW_KEY.exec(before);
  if (key || flow) {
    const typed = key ? key[2] : /** @type {RegExpExecArray} */ (flow)[1];
    if (typed === "" && !context.explicit) return null;
    const path = key ? pathOf(above, key[1].length) : [...pathOf(above, indent(before)), ...opened(before)];
    const keys = keysAt(schema, path).map((label) => ({ label, type: "property", apply: `${label}: ` }));
    const named = path.at(-1) === "facts" ? facts.map(fact).map((one) => ({ ...one, apply: `${one.label}: ` })) : [];
    return offer(context.pos - typed.length, [...named, ...keys]);
  }
  const value = VALUE.exec(before);
  if (value) {
    const words = wordsAt(schema, [...pathOf(above, indent(before)), ...opened(before), value[1]]);
    if (words.length > 0) return offer(context.pos - value[2].length, words.map((label) => ({ label, type: "enum" })));
  }
  const name = NAME.exec(before)?.[0] ?? "";
  if (name.length < 2 && !context.explicit) return null;
  const all = [...facts.map(fact), ...parameters.map((label) => ({ label: `param.${label}`, type: "constant" }))];
  return offer(context.pos - name.length, all);
};

/** @param {{fact: string, label: string}} one */
const fact = ({ fact: label, label: detail }) => ({ label, detail, type: "variable" });

/** @param {number} from @param {Completion[]} options */
const offer = (from, options) => (options.length > 0 ? { from, options, validFor: /^[\w.-]*$/ } : null);

/** Where the keys of a line begin. @param {string} line */
const indent = (line) => /^\s*(?:-\s+)*/.exec(line)?.[0].length ?? 0;

/** The keys that a line lies below, from the outermost. @param {string[]} above @param {number} column */
function pathOf(above, column) {
  const path = [];
  let room = column;
  for (let i = above.length - 1; i >= 0 && room > 0; i--) {
    const found = /^(\s*(?:-\s+)*)([\w.-]+):\s*(?:#.*)?$/.exec(above[i]);
    if (!found || /^\s*#/.test(above[i])) continue;
    const own = found[1].length;
    if (own >= room) continue;
    path.unshift(found[2]);
    room = /^\s*/.exec(above[i])?.[0].length === own ? own : found[1].search(/\S/) + 1;
  }
  return path;
}

/** Keys of the braces that are open on this line. @param {string} before */
function opened(before) {
  /** @type {string[]} */
  const path = [];
  const text = before.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (quoted) => "_".repeat(quoted.length));
  let last = "";
  for (const [token] of text.matchAll(/[\w.-]+(?=:)|[{}[\],]/g)) {
    if (token === "{" || token === "[") {
      path.push(last);
      last = "";
    } else if (token === "}" || token === "]") path.pop();
    else if (token === ",") last = "";
    else last = token;
  }
  return path.filter(Boolean);
}

/** The parts of a schema that may hold at a path. @param {any} schema @param {string[]} path @returns {any[]} */
function partsAt(schema, path) {
  let parts = spread(schema, schema);
  for (const key of path) {
    parts = parts.flatMap((part) => {
      const next = part.properties?.[key] ?? (typeof part.additionalProperties === "object" ? part.additionalProperties : null);
      return next ? spread(next, schema) : [];
    });
  }
  return parts;
}

/** A schema with its alternatives, references and items side by side. @param {any} part @param {any} root @returns {any[]} */
function spread(part, root) {
  if (!part || typeof part !== "object") return [];
  if (part.$ref) return spread(root.definitions?.[part.$ref.replace("#/definitions/", "")], root);
  const more = [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.items ? [part.items] : [])];
  return [part, ...more.flatMap((one) => spread(one, root))];
}

/** @param {any} schema @param {string[]} path */
const keysAt = (schema, path) => [...new Set(partsAt(schema, path).flatMap((part) => Object.keys(part.properties ?? {})))];

/** @param {any} schema @param {string[]} path @returns {string[]} */
const wordsAt = (schema, path) => [...new Set(partsAt(schema, path).flatMap((part) => (part.enum ?? []).map(String)))];

/** Names of parameters, wherever files declare them. @param {string[]} texts */
export const parametersOf = (texts) => texts.flatMap((text) => [...text.matchAll(/^ {2}([a-z][a-z0-9_]*):/gm)].map(([, name]) => name)).sort();
