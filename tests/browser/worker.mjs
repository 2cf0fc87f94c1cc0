// The engine in a worker, where there is no window: answers with the fingerprint of the bundle it is sent.

import { RuleSet } from "/terreau/terreau.js";

self.onmessage = async ({ data }) => {
  try {
    const rules = await RuleSet.load(data);
    self.postMessage({ fingerprint: rules.fingerprint });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
