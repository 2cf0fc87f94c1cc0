// Projects outside the tree, with the package as npm packs and installs it.

import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { here, root } from "../files.mjs";

const npm = async (folder, ...args) => (await promisify(execFile)("npm", args, { cwd: folder })).stdout;

/**
 * Packs wasm/pkg into a folder of its own in target/package.
 * @param {string} name of that folder
 */
export async function pack(name) {
  const place = path.join(root, "target/package", name);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const told = JSON.parse(await npm(place, "pack", path.join(root, "wasm/pkg"), "--json", "--loglevel=error"));
  const [{ filename, files }] = Object.values(told); // a list, or by name: as npm's version has it
  return {
    /** The files in the package. @type {string[]} */
    files: files.map((file) => file.path),
    /**
     * Copies one of `projects` and installs the package in it; no registry is asked for anything.
     * @param {string} from
     * @param {string} [to]
     */
    async project(from, to = from) {
      const folder = path.join(place, to);
      await cp(path.join(here, "package/projects", from), folder, { recursive: true });
      await npm(folder, "install", path.join(place, filename), "--offline", "--no-audit", "--no-fund", "--loglevel=error");
      return folder;
    },
  };
}
