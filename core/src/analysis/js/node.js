// What modules that run in Node see besides: every package that is not in the bundle, and every global of Node's, is
// something that can be called, constructed, extended and asked for anything, and does nothing.
(function () {
  "use strict";
  const anything = (name) => {
    const target = function () {};
    return new Proxy(target, {
      get(_, key) {
        if (key === "prototype") return target.prototype;
        if (key === Symbol.toPrimitive) return () => name;
        if (key === Symbol.iterator) return function* () {};
        // Not a promise, and not a module that was compiled to one.
        if (key === "then" || key === "__esModule" || typeof key === "symbol") return undefined;
        return anything(`${name}.${key}`);
      },
      has: () => true,
      set: () => true,
      apply: () => anything(`${name}()`),
      construct: () => anything(`new ${name}`),
    });
  };
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  define("__anything", anything);
  define("global", globalThis);
  define("Buffer", anything("Buffer"));
  define("require", (name) => anything(name));
  define("__filename", "/module.js");
  define("__dirname", "/");
  Object.assign(process, {
    version: "v22.0.0", versions: { node: "22.0.0" }, platform: "linux", arch: "x64", argv: [], execArgv: [], pid: 1,
    cwd: () => "/", on: () => process, once: () => process, emitWarning() {}, hrtime: Object.assign(() => [0, 0], { bigint: () => 0n }),
    nextTick: (work, ...rest) => queueMicrotask(() => work(...rest)), stdout: {}, stderr: {}, release: { name: "node" },
  });
})
