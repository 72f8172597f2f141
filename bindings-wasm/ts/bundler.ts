/**
 * For bundlers with support for WebAssembly modules.
 *
 * @module
 */
import { call, Connection } from "../pkg/bundler/convex_ops.js";
import { useModule } from "./crossing.js";

useModule({ call, Connection });

export * from "./index.js";
