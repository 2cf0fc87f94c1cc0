// A script of the older kind: prints the fingerprint of the rules on its input.

const { readFileSync } = require("node:fs");
const { RuleSet } = require("terreau");

RuleSet.load(readFileSync(0, "utf8")).then((rules) => console.log(rules.fingerprint));
