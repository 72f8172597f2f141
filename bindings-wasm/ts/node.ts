/**
 * For Node.js without the native addon.
 *
 * @module
 */
import { call } from "../pkg/nodejs/convex_ops.js";
import { connect } from "./crossing.js";

connect(call);

export * from "./index.js";
