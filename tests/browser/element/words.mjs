// Texts and numbers of the interface, without a browser.

import assert from "node:assert/strict";
import test from "node:test";
import { Format } from "../../../wasm/element/format.js";
import { WORDS, Words } from "../../../wasm/element/words.js";

test("every text is there in both languages, with the same values", () => {
  const values = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].filter((name) => name !== "{n}").sort();
  for (const [key, [fr, en]] of Object.entries(WORDS)) {
    assert.ok(fr && en, key);
    assert.deepEqual(values(fr), values(en), key);
    assert.equal(fr.split("|").length, en.split("|").length, key);
  }
});

test("one and many, as each language counts", () => {
  const [fr, en] = [new Words("fr"), new Words("en")];
  assert.deepEqual([0, 1, 2].map((n) => fr.t("committees", { n })), ["un comité", "un comité", "2 comités"]);
  assert.deepEqual([0, 1, 2].map((n) => en.t("committees", { n })), ["0 committees", "one committee", "2 committees"]);
});

test("numbers as people type them; what could mean two is none", () => {
  const [fr, en] = [new Format("fr"), new Format("en")];
  const cases = [
    ["12 500,50 €", "12500.5", null],
    ["12 500", "12500", "12500"],
    ["12.500", null, "12.5"],
    ["12,500", "12.5", "12500"],
    ["12,5", "12.5", null],
    ["1,5k", "1500", null],
    ["10k", "10000", "10000"],
    ["007", "7", "7"],
    ["0,0", "0", null],
    ["-3", "-3", "-3"],
    ["64 %", "64", "64"],
    ["", null, null],
    ["douze", null, null],
    ["1e9", null, null],
    ["99999999999999999999", "99999999999999999999", "99999999999999999999"],
  ];
  for (const [said, french, english] of cases) assert.deepEqual([fr.read(said), en.read(said)], [french, english], said);
});

test("money, days and delays as each language writes them", () => {
  const [fr, en] = [new Format("fr"), new Format("en")];
  assert.deepEqual([fr.euros(12500.5), en.euros(12500.5)], ["12\u202f500,50\u00a0€", "12,500.50\u00a0€"]);
  assert.deepEqual([fr.euros(-33500), fr.euros(0)], ["\u221233\u202f500\u00a0€", "0\u00a0€"]);
  assert.deepEqual([fr.day("2027-05-01"), en.day("2027-05-01"), fr.day("2027-05")], ["1er mai 2027", "1 May 2027", "mai 2027"]);
  assert.deepEqual([fr.days({ from: 30, to: 90 }), en.days({ from: 15, to: 15 })], ["1 à 3\u00a0mois", "15\u00a0days"]);
});
