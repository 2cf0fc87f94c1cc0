// Goes through the element's questions as fast as it lets one, and keeps what each click takes.

/** Waits; tells the longest time that the page was held up meanwhile. */
const until = async (found) => {
  let longest = 0;
  let last = performance.now();
  while (!found()) {
    await new Promise((passed) => setTimeout(passed, 1));
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  return longest;
};

/**
 * Answers pages of questions. For each click on "continue": how long it holds up the page at once and at most afterwards, and
 * when all that it changes is there.
 * @param {number} pages
 */
export async function clicks(pages) {
  const root = document.querySelector("terreau-advisor").shadowRoot;
  const settled = () => root.querySelector(".so-far-list:not([aria-busy])");
  root.querySelector("button.primary").click();
  await until(settled);
  const told = [];
  for (let i = 0; i < pages && root.querySelector("form"); i++) {
    for (const field of root.querySelectorAll("[data-fact]")) (field.querySelector("input[type=radio]:not([data-special])") ?? field.querySelector("input[value=unknown]")).click();
    const before = root.querySelector("form");
    const start = performance.now();
    root.querySelector("button[type=submit]").click();
    const held = performance.now() - start;
    const after = await until(() => root.querySelector("form") !== before && (settled() || !root.querySelector("form")));
    told.push({ held, after, whole: performance.now() - start });
  }
  return told;
}
