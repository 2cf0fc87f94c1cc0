// Answers the questions of a page as a person would, from what a profile holds.

import { TEXTS } from "./support.mjs";

/** The questions that the page asks, by key. */
export const asked = (page) => page.locator("[data-fact]").evaluateAll((all) => all.map((one) => one.getAttribute("data-fact")));

/** Answers all questions of the page by mouse: what the profile holds, else that one does not know; then goes on. */
export async function answerPage(page, facts, lang) {
  const keys = await asked(page);
  for (const key of keys) await answer(page, key, facts[key], lang);
  await page.getByRole("button", { name: TEXTS[lang].next, exact: true }).click();
  return keys;
}

/** Answers one question. */
export async function answer(page, key, value, lang) {
  const field = page.locator(`[data-fact="${key}"]`);
  if (value === undefined) return field.getByLabel(TEXTS[lang].unknown).check();
  if (value.state) return field.locator(`[data-special][value="${value.state}"]`).check();
  if (value.age) {
    await field.getByRole("button").click();
    return field.locator("input[inputmode=numeric]:visible").fill(value.age);
  }
  if (Array.isArray(value)) return several(field, value);
  const radio = field.locator("input[type=radio]:not([data-special])");
  if (await radio.count()) {
    const word = { yes: "true", no: "false" }[value] ?? value;
    return field.locator(`input[type=radio][value="${word}"]`).check();
  }
  if (await field.locator("select").count()) return date(field, value);
  const search = field.locator("input[type=search]");
  if (await search.count()) {
    await search.fill(value);
    return field.locator(`input[type=radio][value="${value}"]`).check();
  }
  return field.locator("input[type=text]:visible").fill(lang === "fr" ? value.replace(".", ",") : value);
}

async function date(field, value) {
  const [year, month, day] = value.split("-");
  const [dayBox, yearBox] = await field.locator("input[inputmode=numeric]:visible").all();
  if (day) await dayBox.fill(String(Number(day)));
  await field.locator("select:visible").selectOption(String(Number(month)));
  await yearBox.fill(year);
}

async function several(field, values) {
  const boxes = field.locator(".options:not(.specials) input[type=checkbox]");
  if (values.length === 0) return field.locator(".specials input:not([data-special])").check();
  if (await boxes.count()) {
    for (const value of values) await field.locator(`input[type=checkbox][value="${value}"]`).check();
  } else if (typeof values[0] === "object") await records(field, values);
  else await months(field, values);
}

/** The lines of a list. */
async function records(field, values) {
  for (const [i, record] of values.entries()) {
    if (i > 0) await field.locator("button.secondary").click();
    const line = field.locator(".record").nth(i);
    const inputs = line.locator("input");
    await inputs.nth(0).fill(record.label);
    await line.locator("select").selectOption(record.kind);
    await inputs.nth(1).fill(record.amount);
    await inputs.nth(2).fill(record.month);
  }
}

/** Sums by month: twelve boxes, and twelve more where they are needed. */
async function months(field, values) {
  for (let n = 12; n < values.length; n += 12) await field.locator("button.secondary").nth(1).click();
  const boxes = field.locator(".months input");
  for (const [i, value] of values.entries()) await boxes.nth(i).fill(value);
}
