// What a portal writes: the element with the State's colours, and a word of its own about the same rules.

import "terreau/element";
import "terreau/element/dsfr.css";
import { RuleSet } from "terreau";

const bundle = await (await fetch("/rules/rural-fr.json")).text();
const rules = await RuleSet.load(bundle, { lang: "en" });
document.querySelector("#own").textContent = rules.fingerprint;
