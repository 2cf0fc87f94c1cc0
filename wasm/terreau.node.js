// For Node, whose fetch reads no files: starts the engine from the file beside this one.

import { readFileSync } from "node:fs";
import { init } from "./terreau.js";

// not awaited, so that `require` may load this too; `RuleSet.load` waits for it
init(readFileSync(new URL("./terreau_bg.wasm", import.meta.url)));

export * from "./terreau.js";
