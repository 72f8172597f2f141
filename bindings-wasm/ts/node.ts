/**
 * For Node.js, where the native addon is not wanted.
 *
 * @module
 */
import { call } from "../pkg/nodejs/convex_ops.js";
import { connect } from "./crossing.js";

connect(call);

export * from "./index.js";
