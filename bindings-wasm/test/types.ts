// Compiled but not run: each entry has the same functions and types.
import * as bundler from "convex-ops-wasm/bundler";
import * as node from "convex-ops-wasm/node";
import * as web from "convex-ops-wasm/web";

const loaded: Promise<void> = web.init(new Uint8Array());
const entries: readonly Omit<typeof web, "init">[] = [bundler, node, web];
const kind: node.KeyKind = web.parseKey("x").kind satisfies bundler.KeyKind;

// @ts-expect-error: only the web's module is loaded by a call
node.init();

export { entries, kind, loaded };
