#!/usr/bin/env node
// Compiles the official places of France into the two files beside this script:
//
//   territory.yaml     country, regions, departments, and the finer places that rules or personas of this set name
//   territory.places   every commune and intercommunal body (EPCI), with its name: what profiles may name beside those
//
//   node rules/rural-fr/taxonomies/territory.mjs             writes both files
//   node rules/rural-fr/taxonomies/territory.mjs --check     says whether they are what it would write (exit code 1 if not)
//   … --package FOLDER                                       with the package already unpacked there, nothing is fetched
//
// It needs Node 20, npm and tar, and installs nothing. For another year, change VERSION, YEAR and INTEGRITY.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@etalab/decoupage-administratif";
const VERSION = "6.0.0";
const YEAR = 2026;
const INTEGRITY = "XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==";

const here = dirname(fileURLToPath(import.meta.url));
const asked = process.argv.slice(2);
const given = asked.includes("--package") ? asked[asked.indexOf("--package") + 1] : undefined;

/** The package's folder; what is fetched is exactly what this script was written for. */
function unpacked() {
  if (given) return { folder: given, done: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "places-"));
  const npm = ["pack", `${PACKAGE}@${VERSION}`, "--silent", "--pack-destination", folder];
  const file = join(folder, execFileSync("npm", npm, { encoding: "utf8" }).trim());
  const found = createHash("sha512").update(readFileSync(file)).digest("base64");
  if (found !== INTEGRITY) throw new Error(`${PACKAGE}@${VERSION} is not the package it was: sha512-${found}`);
  execFileSync("tar", ["-xzf", file, "-C", folder]);
  return { folder: join(folder, "package"), done: () => rmSync(folder, { recursive: true }) };
}

const { folder, done } = unpacked();
const data = (name) => JSON.parse(readFileSync(join(folder, "data", `${name}.json`), "utf8"));
const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
if (version !== VERSION || license !== "MIT") throw new Error(`expected version ${VERSION} under MIT, found ${version} under ${license}`);
if (!readFileSync(join(folder, "README.md"), "utf8").includes("Données : [Licence Ouverte]")) throw new Error("the data's licence is no longer said");
const [communes, bodies, departments, regions] = ["communes", "epci", "departements", "regions"].map(data);
done();

// The rules are those of the metropolis and the five overseas departments: collectivities with laws of their own (Polynesia,
// New Caledonia, Saint-Martin…) are left out, so that no rule answers for them.
const covered = (x) => x.zone !== "com";
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byCode = (a, b) => order(a.code, b.code);
const french = new Intl.Collator("fr");
const code = (kind, c) => `${kind}-${c.toLowerCase()}`;

const current = communes.filter((c) => c.type === "commune-actuelle" && covered(c)).sort(byCode);
const commune = new Map(current.map((c) => [c.code, c]));
const bodyOf = new Map(bodies.flatMap((b) => b.membres.map((m) => [m.code, b])));

const HEAD = `# Written by territory.mjs; do not edit. Places of ${YEAR} from the npm package ${PACKAGE} ${VERSION} (code MIT,
# © Etalab), data under Licence Ouverte / Open Licence (Etalab): INSEE, Code officiel géographique ${YEAR}; DGCL, liste des EPCI à
# fiscalité propre ${YEAR}. Overseas collectivities (COM) are left out: the rules are not written for them.
`;

/** Codes of finer places in the YAML files of this set, outside this folder. */
function named() {
  const found = new Set();
  const walk = (at) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (path === here) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.name.endsWith(".yaml")) {
        const words = readFileSync(path, "utf8").match(/\b(?:epci-\d{9}|commune-\d[0-9ab]\d{3})\b/g) ?? [];
        words.forEach((word) => found.add(word));
      }
    }
  };
  walk(dirname(here));
  return found;
}

function tree() {
  const lines = [];
  const node = (c, label, parent) => lines.push(`  ${c}: {label: ${JSON.stringify(label)}${parent ? `, parent: ${parent}` : ""}}`);
  node("country-fr", "France");
  const metro = regions.filter((r) => r.zone === "metro").sort((a, b) => french.compare(a.nom, b.nom));
  const overseas = regions.filter((r) => r.zone === "drom").sort(byCode);
  for (const r of [...metro, ...overseas]) {
    node(code("region", r.code), r.nom, "country-fr");
    const inside = departments.filter((d) => d.region === r.code && covered(d)).sort(byCode);
    inside.forEach((d) => node(code("dep", d.code), d.nom, code("region", r.code)));
  }
  // those that lie in several departments are left to territory.places, which the engine takes them from
  const words = named();
  const whole = bodies.filter((b) => new Set(b.membres.map((m) => commune.get(m.code)?.departement)).size === 1);
  const shown = new Set();
  for (const c of current) {
    const body = bodyOf.get(c.code);
    const wanted = words.has(code("commune", c.code));
    const listed = body && whole.includes(body) && (wanted || words.has(code("epci", body.code)));
    if (listed && !shown.has(body)) {
      shown.add(body);
      node(code("epci", body.code), body.nom, code("dep", c.departement));
    }
  }
  for (const c of current.filter((c) => words.has(code("commune", c.code)))) {
    const body = bodyOf.get(c.code);
    node(code("commune", c.code), c.nom, shown.has(body) ? code("epci", body.code) : code("dep", c.departement));
  }
  return `${HEAD}id: territory\ntitle: {fr: "Territoires", en: "Territories"}\nnodes:\n${lines.join("\n")}\n`;
}

function list() {
  const parts = new Map();
  for (const c of current) {
    const body = bodyOf.get(c.code);
    const part = `@${code("dep", c.departement)}${body ? ` ${code("epci", body.code)} ${body.nom}` : ""}`;
    if (!parts.has(part)) parts.set(part, []);
    parts.get(part).push(`${c.code.toLowerCase()} ${c.nom}`);
  }
  const lines = [...parts].flatMap(([part, places]) => [part, ...places]);
  const former = communes.filter((c) => c.type !== "commune-actuelle" && covered(c) && !commune.has(c.code));
  const became = (c) => c.chefLieu ?? c.commune;
  const once = new Map(former.filter((c) => commune.has(became(c))).map((c) => [c.code, c]));
  const gone = [...once.values()].sort(byCode).map((c) => `-${c.code.toLowerCase()} ${became(c).toLowerCase()}`);
  return `${HEAD}# @DEPARTMENT [BODY NAME], the communes that it has there, CODE NAME; -CODE NOW: no commune of its own any more.
places territory commune-\n${[...lines, ...gone].join("\n")}\n`;
}

/** Every commune of the package is in the file once, under its department, its region and its body. */
function verify(treeText, listText) {
  const parent = new Map([...treeText.matchAll(/^ {2}([^:]+): \{.*parent: ([^}]+)\}$/gm)].map((m) => [m[1], m[2]]));
  const seen = new Set();
  let part = [];
  for (const line of listText.split("\n").filter((l) => l && !/^(#|-|places )/.test(l))) {
    if (line.startsWith("@")) {
      part = line.slice(1).split(" ");
      continue;
    }
    const c = commune.get(line.split(" ")[0].toUpperCase());
    const right =
      c &&
      !seen.has(c) &&
      line.endsWith(` ${c.nom}`) &&
      part[0] === code("dep", c.departement) &&
      parent.get(part[0]) === code("region", c.region) &&
      part[1] === (bodyOf.get(c.code) && code("epci", bodyOf.get(c.code).code));
    if (!right) throw new Error(`wrong line: ${line}`);
    seen.add(c);
  }
  if (seen.size !== current.length) throw new Error(`${seen.size} communes for ${current.length}`);
}

const files = { "territory.yaml": tree(), "territory.places": list() };
verify(files["territory.yaml"], files["territory.places"]);
let differs = false;
for (const [name, text] of Object.entries(files)) {
  const path = join(here, name);
  if (!asked.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    differs = true;
    console.error(`${path} is not what territory.mjs writes`);
  }
}
console.log(`${current.length} communes, ${bodies.length} EPCI, ${departments.filter(covered).length} departments, ${regions.filter(covered).length} regions`);
process.exitCode = differs ? 1 : 0;
