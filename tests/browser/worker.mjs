// The engine in a worker, where there is no window.

import { RuleSet } from "/terreau/terreau.js";

self.onmessage = async ({ data }) => {
  const rules = await RuleSet.load(data);
  self.postMessage(rules.fingerprint);
};
