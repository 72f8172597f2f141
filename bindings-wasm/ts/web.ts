/**
 * For browsers without a bundler: await {@link init} once before any call.
 *
 * @module
 */
import initModule, { call, callWithDocuments, Connection, type InitInput } from "../pkg/convex_ops.js";
import { useModuleInWorkers, useWorkers } from "./background/run.js";
import { useModule } from "./crossing.js";

export * from "./index.js";

// Bundlers recognise this form.
useWorkers(() => new Worker(new URL("./convex-ops-worker.js", import.meta.url), { type: "module" }));

let isLoaded = false;

/** Loads the module from `source`, or from the folder of this file. A second call does nothing. */
export async function init(source?: InitInput | Promise<InitInput>): Promise<void> {
  if (isLoaded) return;
  if (source === undefined) await initModule();
  else {
    const module = await compile(await source);
    useModuleInWorkers(module);
    await initModule({ module_or_path: module });
  }
  useModule({ call, callWithDocuments, Connection });
  isLoaded = true;
}

/** Compiles a module, which workers then share. */
async function compile(source: InitInput): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const response = source instanceof Response ? source : await fetch(source);
  return WebAssembly.compile(await response.arrayBuffer());
}
