// The page inside the frame: makes the element from what the address asks for, and tells the page around how high it is.

const ALLOWED = ["src", "places", "codes", "lang", "weights", "mode", "top", "as-of", "theme"];
const ADDRESSES = ["src", "places", "codes"];

const asked = new URLSearchParams(location.search);
const element = document.createElement("terreau-advisor");
for (const name of ALLOWED) {
  const value = asked.get(name) ?? asked.get(name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()));
  // rules of another site could pass for those of this one
  if (value !== null && (!ADDRESSES.includes(name) || new URL(value, location.href).origin === location.origin)) element.setAttribute(name, value);
}
document.documentElement.lang = element.getAttribute("lang") ?? "fr";
document.body.append(element);

new ResizeObserver(() => {
  parent.postMessage({ terreau: "height", height: document.body.scrollHeight }, "*");
}).observe(document.body);
