/**
 * For Node.js without the native addon.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { call, callWithDocuments, Connection, initSync } from "../pkg/convex_ops.js";
import { useModule } from "./crossing.js";

initSync({ module: readFileSync(new URL("../pkg/convex_ops_bg.wasm", import.meta.url)) });
useModule({ call, callWithDocuments, Connection });

export * from "./index.js";
