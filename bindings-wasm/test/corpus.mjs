// Reads the corpus of cases that every language answers.

import { readdirSync, readFileSync } from "node:fs";
import { cases } from "../../bindings-node/test/corpus.mjs";

const FOLDER = new URL("../../conformance/", import.meta.url);

/** Returns the cases: those of `rules` are texts, since parsed numbers would lose if they are integers. */
export function readCorpus() {
  const text = (name) => readFileSync(new URL(name, FOLDER), "utf8");
  const lines = (name) => text(name).trimEnd().split("\n").map((line) => JSON.parse(line));
  const files = (folder, extension) => readdirSync(new URL(folder, FOLDER), { recursive: true }).filter((name) => name.endsWith(extension));
  return {
    errors: cases("errors.json"),
    validKeys: cases("keys/valid.json"),
    invalidKeys: cases("keys/invalid.json"),
    subset: files("subset/", ".jsonl").flatMap((name) => lines(`subset/${name}`)),
    values: lines("values/json.jsonl"),
    rules: files("rules/", ".json").map((name) => [name, text(`rules/${name}`)]),
  };
}
