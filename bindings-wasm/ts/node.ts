/**
 * For Node.js without the native addon.
 *
 * @module
 */
import { call, Connection } from "../pkg/nodejs/convex_ops.js";
import { useModule } from "./crossing.js";

useModule({ call, Connection });

export * from "./index.js";
