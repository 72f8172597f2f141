/**
 * For browsers, without a bundler: await {@link init} once, then call.
 *
 * @module
 */
import initModule, { call, type InitInput } from "../pkg/web/convex_ops.js";
import { connect } from "./crossing.js";

export * from "./index.js";

/** Loads the module: from beside this file, or from where `source` says. A second call does nothing. */
export async function init(source?: InitInput | Promise<InitInput>): Promise<void> {
  await (source === undefined ? initModule() : initModule({ module_or_path: source }));
  connect(call);
}
