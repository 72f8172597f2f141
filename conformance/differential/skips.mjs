// Where convex-helpers is known to judge otherwise than Convex does: the entries of `conformance/skips.toml` for this
// corpus, each with a test of whether it covers a case.

import { readFileSync } from "node:fs";

const COVERS = {
  "negative-zero": ({ validators, value }) => validators.some((json) => holds(json, isZero)) && holds(value, isZero),
  "record-of-no-object": ({ validators, value }) =>
    validators.some((json) => holds(json, (part) => part?.type === "record")) &&
    holds(value, (part) => Array.isArray(part) || part?.$bytes !== undefined),
};

/** Counts the disagreements that the listed skips cover. */
export class Skips {
  constructor() {
    const text = readFileSync(new URL("../skips.toml", import.meta.url), "utf8");
    const listed = [...text.matchAll(/^corpus = "differential"\ncase = "(.*)"$/gm)].map(([, name]) => name);
    this.counts = Object.fromEntries(listed.map((name) => [name, 0]));
  }

  /** Whether a skip covers the disagreement; it is then counted. */
  cover(disagreement) {
    const name = Object.keys(this.counts).find((name) => COVERS[name]?.(disagreement));
    if (name !== undefined) {
      this.counts[name] += 1;
    }
    return name !== undefined;
  }

  toString() {
    return Object.entries(this.counts).map(([name, count]) => `${count} ${name}`).join(", ");
  }
}

/** Whether a part of some JSON is as wanted. */
function holds(json, wanted) {
  const inside = json !== null && typeof json === "object" ? Object.values(json) : [];
  return wanted(json) || inside.some((part) => holds(part, wanted));
}

/** The encoded form of -0 is `{"$float": …}`. */
const isZero = (json) => json === 0 || json?.$float === "AAAAAAAAAIA=";
