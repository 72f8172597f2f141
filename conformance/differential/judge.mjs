// Evaluates validators and values with Convex's npm packages.

import { convexToJson, jsonToConvex, v } from "convex/values";
import { validate } from "convex-helpers/validators";
import { database } from "./ids.mjs";

/** Builds a validator from JSON with `v` of the package `convex`. */
export function build(json) {
  switch (json.type) {
    case "null":
    case "number":
    case "bigint":
    case "boolean":
    case "string":
    case "bytes":
    case "any":
      return v[json.type]();
    case "literal":
      return v.literal(jsonToConvex(json.value));
    case "id":
      return v.id(json.tableName);
    case "array":
      return v.array(build(json.value));
    case "record":
      return v.record(build(json.keys), build(json.values.fieldType));
    case "union":
      return v.union(...json.value.map(build));
    case "object": {
      const field = ([name, { fieldType, optional }]) => [name, optional ? v.optional(build(fieldType)) : build(fieldType)];
      return v.object(Object.fromEntries(Object.entries(json.value).map(field)));
    }
    default:
      throw new Error(`unknown validator type ${json.type}`);
  }
}

/** Checks if convex-helpers accepts a value in encoded JSON. */
export function accepts(json, encoded, { tables, open = false }) {
  return validate(build(json), jsonToConvex(encoded), { db: database(tables), allowUnknownFields: open });
}

/** Encodes a value with the package `convex`. */
export const encode = convexToJson;
