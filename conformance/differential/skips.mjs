// Known differences between convex-helpers and Convex: the entries of `conformance/skips.toml` for this corpus, each with a
// predicate for the cases it covers.

import { readFileSync } from "node:fs";

const COVERS = {
  "negative-zero": ({ validators, value }) => validators.some((json) => holds(json, isZero)) && holds(value, isZero),
  "record-of-no-object": ({ validators, value }) =>
    validators.some((json) => holds(json, (part) => part?.type === "record")) &&
    holds(value, (part) => Array.isArray(part) || part?.$bytes !== undefined),
};

/** Counts the disagreements covered by skips. */
export class Skips {
  constructor() {
    const text = readFileSync(new URL("../skips.toml", import.meta.url), "utf8");
    const listed = [...text.matchAll(/^corpus = "differential"\ncase = "(.*)"$/gm)].map(([, name]) => name);
    this.counts = Object.fromEntries(listed.map((name) => [name, 0]));
  }

  /** Checks if a skip covers the disagreement, and counts it. */
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

/** Checks if any part of a JSON value satisfies a predicate. */
function holds(json, wanted) {
  const inside = json !== null && typeof json === "object" ? Object.values(json) : [];
  return wanted(json) || inside.some((part) => holds(part, wanted));
}

/** Detects -0, whose encoded form is `{"$float": …}`. */
const isZero = (json) => json === 0 || json?.$float === "AAAAAAAAAIA=";
