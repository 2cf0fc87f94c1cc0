// One line for a page that may hold no element of its own:
//
//   <script src="https://portal.example/terreau/embed/embed.js" data-rules="/rules.json" data-lang="fr"></script>
//
// puts a frame in its place, which grows and shrinks with what it shows. Nothing passes between page and frame but a height.
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const page = new URL("frame.html", script.src);
  const { rules, title, ...others } = script.dataset;
  if (rules) page.searchParams.set("src", rules);
  for (const [name, value] of Object.entries(others)) page.searchParams.set(name, value ?? "");

  const frame = document.createElement("iframe");
  frame.src = page.href;
  frame.title = title ?? (others.lang === "en" ? "Which support for your project?" : "Quelles aides pour votre projet ?");
  frame.width = "100%";
  frame.height = "640";
  frame.setAttribute("frameborder", "0");
  frame.setAttribute("allow", "clipboard-write; web-share");
  script.after(frame);

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== page.origin || data?.terreau !== "height") return;
    const height = Math.ceil(Number(data.height));
    if (height > 0 && height < 100_000) frame.height = String(height);
  });
})();
