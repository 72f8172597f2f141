/**
 * For bundlers: the module is loaded by the import. Node.js uses its own entry.
 *
 * @module
 */
import { init } from "./web.js";

await init();

export * from "./index.js";
