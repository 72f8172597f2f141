/**
 * For bundlers with support for WebAssembly modules.
 *
 * @module
 */
import { call } from "../pkg/bundler/convex_ops.js";
import { connect } from "./crossing.js";

connect(call);

export * from "./index.js";
