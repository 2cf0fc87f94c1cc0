// A page in Chromium, served from this machine under the strictest policy that WebAssembly can live with.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { here, readVector, root } from "./files.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};
const NONE = 204; // not 404, which the page's console would call an error
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** A browser of this machine. */
export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS.split(" ") });

/** Opens the page; `close` fails if the page complained of anything meanwhile. */
export async function openPage() {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launch();
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/page.html`);
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    assert.deepEqual(complaints, []);
  };
  return { page, close };
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const body = await find(pathname);
  response.writeHead(body === null ? NONE : 200, {
    "content-security-policy": POLICY,
    "content-type": TYPES[path.extname(pathname)] ?? "application/octet-stream",
    "x-content-type-options": "nosniff",
  });
  response.end(body ?? undefined);
}

async function find(pathname) {
  const [, folder, ...rest] = pathname.split("/");
  if (folder === "vectors") return readVector(rest.join("/"));
  const file = folder === "terreau" ? path.join(root, "wasm/pkg", ...rest) : path.join(here, folder);
  return readFile(file).catch(() => null);
}
