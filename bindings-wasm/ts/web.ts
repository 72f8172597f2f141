/**
 * For browsers without a bundler: await {@link init} once before any call.
 *
 * @module
 */
import initModule, { call, Connection, type InitInput } from "../pkg/convex_ops.js";
import { useModule } from "./crossing.js";

export * from "./index.js";

/** Loads the module from `source`, or from the folder of this file. A second call does nothing. */
export async function init(source?: InitInput | Promise<InitInput>): Promise<void> {
  await (source === undefined ? initModule() : initModule({ module_or_path: source }));
  useModule({ call, Connection });
}
