// Serves the demonstration portal, the playground, the package and the rule sets, under the strictest policy that the element can live with.

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the element needs of a policy, and nothing else. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Starts serving.
 * @param {number} port 0 for any that is free
 * @param {{pages?: string, policy?: (pathname: string) => string, more?: (pathname: string) => Promise<string | Buffer | null>}} [options]
 */
export async function serve(port, { pages = join(root, "wasm/portal"), policy = usual, more = async () => null } = {}) {
  const server = createServer((request, response) => {
    answer(request, response, { pages, policy, more }).catch(() => response.writeHead(500).end());
  });
  await new Promise((ready, failed) => server.once("error", failed).listen(port, "127.0.0.1", () => ready(undefined)));
  const { port: open } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${open}/`, close: () => (server.closeAllConnections(), new Promise((done) => server.close(done))) };
}

/** The page that shows the one-line embed holds a frame; no other page may. @param {string} pathname */
export const usual = (pathname) => (pathname === "/mairie.html" ? `${POLICY}; frame-src 'self'` : POLICY);

async function answer(request, response, { pages, policy, more }) {
  const pathname = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  if (pathname === "/playground") return response.writeHead(308, { location: "/playground/" }).end();
  const file = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  const headers = {
    "content-security-policy": policy(file),
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
  };
  const made = await more(file);
  if (made !== null) return response.writeHead(200, headers).end(made);
  const place = locate(file, pages);
  const found = await stat(place).catch(() => null);
  // 204, for a page's console calls 404 an error
  if (!found?.isFile()) return response.writeHead(file === "/favicon.ico" ? 204 : 404, headers).end();
  const zip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  response.writeHead(200, { ...headers, ...(zip && { "content-encoding": "gzip", vary: "accept-encoding" }) });
  const stream = createReadStream(place);
  (zip ? stream.pipe(createGzip()) : stream).pipe(response);
}

/** @param {string} pathname @param {string} pages */
function locate(pathname, pages) {
  const [, first, ...rest] = normalize(pathname).split("/");
  if (first === "places") return join(root, "rules/rural-fr/taxonomies/territory.places");
  if (first === "playground") return join(root, "wasm/playground/pkg", ...rest);
  if (first === "terreau") return join(root, "wasm/pkg", ...rest);
  // bundles lie in target, and nothing else there is anybody's business
  if (first === "rules" && rest.length === 1 && extname(rest[0]) === ".json") return join(root, "target", rest[0]);
  return join(pages, first, ...rest);
}

/** What each page needs, and the command that makes it. @type {Record<"portal" | "playground", Record<string, string>>} */
const NEEDED = {
  portal: { "wasm/pkg/terreau-advisor.js": "wasm/build package", "target/exemple-territoire.fr.json": "cargo terreau bundle rules/exemple-territoire -o 'target/exemple-territoire.{lang}.json'" },
  playground: { "wasm/playground/pkg/playground.js": "wasm/build playground" },
};

/** What is missing before a page can be served. @param {"portal" | "playground"} page */
export async function missing(page) {
  const gone = [];
  for (const [file, command] of Object.entries(NEEDED[page])) {
    if (!(await readFile(join(root, file)).catch(() => null))) gone.push(`${file}: make it with ${command}`);
  }
  return gone;
}
