// The portal's own script: the language of the page, which the element follows.

for (const button of document.querySelectorAll("button[data-lang]")) {
  button.addEventListener("click", () => speak(button.dataset.lang));
}

function speak(lang) {
  document.documentElement.lang = lang;
  for (const element of document.querySelectorAll("[data-fr]")) element.textContent = element.dataset[lang].replace(/ ([:;!?])/g, "\u00a0$1");
  for (const button of document.querySelectorAll("button[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  document.querySelector("terreau-advisor").lang = lang;
}

speak("fr");
