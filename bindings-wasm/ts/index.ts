export * from "./generated/types.js";
export * from "./shared/errors.js";
export * from "./shared/functions.js";
export { type JsonText, jsonText, type Value } from "./shared/json.js";
