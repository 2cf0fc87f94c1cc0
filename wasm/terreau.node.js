// For Node, whose fetch reads no files: starts the engine from the file beside this one.

import { readFile } from "node:fs/promises";
import { init } from "./terreau.js";

await init(await readFile(new URL("./terreau_bg.wasm", import.meta.url)));

export * from "./terreau.js";
