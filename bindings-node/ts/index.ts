/**
 * Operate Convex projects, and prove that a change breaks nobody before it goes live.
 *
 * Every function is pure: it looks at what it is given. Every error is a `ConvexOpsError`.
 *
 * @module
 */
export * from "./generated/types.js";
export * from "./shared/errors.js";
export * from "./shared/functions.js";
export { type JsonText, jsonText, type Value } from "./shared/json.js";
