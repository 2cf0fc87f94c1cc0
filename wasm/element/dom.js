// The only way to make elements: text is always text, attributes that run something do not pass, links go only where a link may go.
// So nothing that a rule set or a profile says can become code, whatever it contains.

/** @typedef {Node | string | number | null | undefined | false | Child[]} Child */
/** @typedef {{[name: string]: any}} Props attributes; `on` holds listeners by event */

const SVG = "http://www.w3.org/2000/svg";
const REFUSED = /^(?:on.+|style|src|srcdoc|href|action|formaction)$/i;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * An HTML element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props | null} [props]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/**
 * An SVG element.
 * @param {string} tag
 * @param {Props | null} [props]
 * @param {Child[]} children
 * @returns {SVGElement}
 */
export function svg(tag, props, ...children) {
  return fill(/** @type {SVGElement} */ (document.createElementNS(SVG, tag)), props, children);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Props | null | undefined} props
 * @param {Child[]} children
 * @returns {E}
 */
function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (REFUSED.test(name)) throw new TypeError(`attribute not allowed: ${name}`);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  put(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {Child[]} children
 */
export function put(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) put(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(child instanceof Node ? child : typeset(String(child)));
  }
}

/** Spaces that must not break: those before French signs, and around a quotation. No English text has them. @param {string} text */
export const typeset = (text) => text.replace(/ ([:»%€])/g, "\u00a0$1").replace(/ ([;!?])/g, "\u202f$1").replace(/« /g, "«\u00a0");

/**
 * Where a link may go, or null.
 * @param {unknown} address
 * @returns {string | null}
 */
export function allowed(address) {
  try {
    const url = new URL(String(address));
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link that leaves the page in peace; the text alone where the address is none that a link may have.
 * @param {unknown} address
 * @param {Child} text
 * @param {string} newTab what tells people that it opens elsewhere
 */
export function link(address, text, newTab) {
  const to = allowed(address);
  if (!to) return h("span", null, text);
  const a = h("a", { target: "_blank", rel: "noopener noreferrer" }, text, h("span", { class: "hidden" }, ` (${newTab})`));
  a.href = to;
  return a;
}

let last = 0;
/** An id that no other element of the page has. */
export const uid = () => `terreau-${++last}`;
