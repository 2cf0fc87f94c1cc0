// What the page runs when a test asks.

import * as terreau from "/terreau/terreau.js";
import { namesOf, run } from "/run.mjs";

/** See run.mjs. */
export function vectors() {
  return run(terreau, read);
}

/** See run.mjs. */
export function names() {
  return namesOf(terreau);
}

/** The fingerprint that a worker finds, where there is no window. */
export function inWorker(bundle) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("/worker.mjs", { type: "module" });
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.fingerprint));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(bundle);
  });
}

async function read(name) {
  const response = await fetch(`/vectors/${name}`);
  return response.status === 200 ? response.text() : null;
}
