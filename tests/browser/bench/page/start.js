// The page's first script: the clock starts here, before anything of ours is fetched.

globalThis.began = performance.now();
const since = () => performance.now() - globalThis.began;
addEventListener("terreau-ready", () => (globalThis.ready = { shown, ready: since() }));
let shown = 0;
(function look() {
  if (document.querySelector("terreau-advisor")?.shadowRoot?.querySelector(".start")) shown = since();
  else requestAnimationFrame(look);
})();
