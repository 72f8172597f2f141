// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
declare global {
  interface SymbolConstructor {
    /** Called by `await using`, in runtimes that have it. */
    readonly asyncDispose: unique symbol;
  }
}

/** Makes a class work with `await using`, where the runtime has it. */
export function disposable(type: { readonly prototype: { close(): Promise<void> } }): void {
  const symbol = Symbol.asyncDispose as symbol | undefined;
  if (symbol === undefined) return;
  Object.defineProperty(type.prototype, symbol, {
    value(this: { close(): Promise<void> }) {
      return this.close();
    },
  });
}
