// Generates random validators and values, reproducible by seed.

import { convexToJson, jsonToConvex } from "convex/values";
import { idOf } from "./ids.mjs";

/** A random number generator (mulberry32). */
export class Chance {
  constructor(seed) {
    this.state = seed;
  }

  /** Returns a number from 0 to `below`, exclusive. */
  below(below) {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  list(longest, make) {
    return Array.from({ length: this.below(longest + 1) }, make);
  }
}

const NAMES = ["a", "b", "c"];
const LITERALS = ["a", "b", "", 0, 1, 0.5, true, false, 0n, 1n];
const PLAIN = ["null", "number", "bigint", "boolean", "string", "bytes", "any"];
const NESTED = ["array", "record", "object", "object", "union", "union"];

/** Returns a random validator in Convex's JSON. */
export function validator(chance, depth = 3) {
  const kind = chance.pick(depth > 0 ? ["plain", "literal", "id", ...NESTED, ...NESTED] : ["plain", "literal", "id"]);
  switch (kind) {
    case "plain":
      return { type: chance.pick(PLAIN) };
    case "literal":
      return { type: "literal", value: convexToJson(chance.pick(LITERALS)) };
    case "id":
      return { type: "id", tableName: chance.pick(["users", "teams"]) };
    case "array":
      return { type: "array", value: validator(chance, depth - 1) };
    case "record": {
      const keys = chance.pick([{ type: "string" }, { type: "id", tableName: "users" }]);
      return { type: "record", keys, values: { fieldType: validator(chance, depth - 1), optional: false } };
    }
    case "union":
      return { type: "union", value: chance.list(3, () => validator(chance, depth - 1)) };
    case "object": {
      const fields = NAMES.filter(() => chance.below(2) === 0).map((name) => [name, field(chance, depth - 1)]);
      return { type: "object", value: Object.fromEntries(fields) };
    }
  }
}

const field = (chance, depth) => ({ fieldType: validator(chance, depth), optional: chance.below(3) === 0 });

/** Returns a validator that differs from `json` in at most one place. */
export function changed(chance, json) {
  if (chance.below(4) === 0) {
    return chance.pick([validator(chance, 1), { type: "union", value: [json, validator(chance, 1)] }]);
  }
  switch (json.type) {
    case "array":
      return { ...json, value: changed(chance, json.value) };
    case "record":
      return { ...json, values: { ...json.values, fieldType: changed(chance, json.values.fieldType) } };
    case "union":
      return { ...json, value: changedMembers(chance, json.value) };
    case "object":
      return { ...json, value: changedFields(chance, json.value) };
    default:
      return chance.below(3) === 0 ? validator(chance, 1) : json;
  }
}

function changedMembers(chance, members) {
  if (members.length === 0) {
    return [validator(chance, 1)];
  }
  const at = chance.below(members.length);
  return chance.pick([members.toSpliced(at, 1), members.with(at, changed(chance, members[at])), members.toReversed()]);
}

function changedFields(chance, fields) {
  const name = chance.pick(NAMES);
  const { [name]: old, ...others } = fields;
  if (old === undefined) {
    return { ...fields, [name]: field(chance, 1) };
  }
  const next = { fieldType: changed(chance, old.fieldType), optional: old.optional };
  return chance.pick([others, { ...fields, [name]: next }, { ...fields, [name]: { ...old, optional: !old.optional } }]);
}

/** Returns a value that the validator accepts; undefined if none was found. */
export function valueOf(chance, json, depth = 3) {
  switch (json.type) {
    case "literal":
      return jsonToConvex(json.value);
    case "id":
      return idOf(json.tableName, chance.below(3));
    case "array":
      return all(chance.list(2, () => valueOf(chance, json.value, depth - 1)));
    case "record": {
      const key = () => (json.keys.type === "id" ? idOf(json.keys.tableName, chance.below(3)) : chance.pick(NAMES));
      return entries(chance.list(2, () => [key(), valueOf(chance, json.values.fieldType, depth - 1)]));
    }
    case "object": {
      const wanted = Object.entries(json.value).filter(([, { optional }]) => !optional || chance.below(2) === 0);
      return entries(wanted.map(([name, { fieldType }]) => [name, valueOf(chance, fieldType, depth - 1)]));
    }
    case "union":
      return json.value.length === 0 ? undefined : valueOf(chance, chance.pick(json.value), depth);
    case "any":
      return anyValue(chance, Math.min(depth, 2));
    default:
      return plainValue(chance, json.type);
  }
}

const all = (list) => (list.includes(undefined) ? undefined : list);
const entries = (pairs) => (pairs.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(pairs));

function plainValue(chance, type) {
  const values = {
    null: [null],
    number: [0, -0, 1, 0.5, NaN, -Infinity],
    bigint: [0n, 1n, -(2n ** 63n)],
    boolean: [true, false],
    string: ["", "a", "b", idOf("users", 0), idOf("teams", 0)],
    bytes: [new ArrayBuffer(0), new Uint8Array([1, 255]).buffer],
  };
  return chance.pick(values[type]);
}

function anyValue(chance, depth) {
  return valueOf(chance, validator(chance, depth), depth) ?? null;
}
