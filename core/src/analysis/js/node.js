// What modules that run in Node see besides: the built-in packages that only compute; every other package that is not in
// the bundle is something that can be called, constructed, extended and asked for anything, and does nothing.
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

  // Built-in packages whose results code uses while it loads. What is missing in them is anything again.
  const itself = () => function () { return this; };
  class Emitter {}
  for (const name of ["on", "once", "off", "addListener", "removeListener", "removeAllListeners", "setMaxListeners", "prependListener"]) {
    Emitter.prototype[name] = itself();
  }
  Object.assign(Emitter.prototype, { emit: () => false, listeners: () => [], listenerCount: () => 0 });
  Object.assign(Emitter, { EventEmitter: Emitter, defaultMaxListeners: 10 });

  const bytesOf = (value) => (typeof value === "string" ? new TextEncoder().encode(value) : value);
  class Buffer extends Uint8Array {
    static from(value) { return new Buffer(bytesOf(value) ?? 0); }
    static alloc(length) { return new Buffer(length); }
    static allocUnsafe(length) { return new Buffer(length); }
    static isBuffer(value) { return value instanceof Buffer; }
    static isEncoding() { return true; }
    static byteLength(value) { return bytesOf(value).length; }
    static concat(parts) { return new Buffer(Array.from(parts).flatMap((part) => Array.from(part))); }
    toString() { return new TextDecoder().decode(new Uint8Array(this)); }
  }

  const steps = (text) => {
    const kept = [];
    for (const step of text.split("/")) {
      if (step === "..") kept.pop();
      else if (step !== "" && step !== ".") kept.push(step);
    }
    return kept.join("/");
  };
  const path = {
    sep: "/", delimiter: ":",
    join: (...parts) => (String(parts[0] ?? "").startsWith("/") ? "/" : "") + steps(parts.join("/")),
    resolve: (...parts) => `/${steps(parts.join("/"))}`,
    normalize: (text) => steps(String(text)),
    basename: (text, end = "") => { const name = String(text).split("/").pop(); return name.endsWith(end) ? name.slice(0, name.length - end.length) : name; },
    dirname: (text) => String(text).split("/").slice(0, -1).join("/") || "/",
    extname: (text) => /\.[^./]*$/.exec(String(text))?.[0] ?? "",
    isAbsolute: (text) => String(text).startsWith("/"),
    relative: (_, to) => steps(String(to)),
  };
  path.posix = path;

  const quietly = () => {};
  const assert = Object.assign(quietly, { ok: quietly, equal: quietly, strictEqual: quietly, deepEqual: quietly, deepStrictEqual: quietly });
  const packages = {
    events: Emitter, path, assert, buffer: { Buffer }, async_hooks: { AsyncLocalStorage, AsyncResource },
    module: { createRequire: () => load },
    os: { EOL: "\n", platform: () => "linux", type: () => "Linux", arch: () => "x64", release: () => "", tmpdir: () => "/tmp",
      homedir: () => "/", hostname: () => "localhost", cpus: () => [], endianness: () => "LE" },
    url: { URL, URLSearchParams, fileURLToPath: (url) => String(url).replace("file://", ""), pathToFileURL: (file) => new URL(`file://${file}`) },
    util: {
      TextEncoder, TextDecoder,
      inherits: (child, parent) => Object.setPrototypeOf(child.prototype, parent.prototype),
      promisify: () => async () => anything("result"), deprecate: (work) => work, inspect: Object.assign((value) => String(value), { custom: Symbol.for("nodejs.util.inspect.custom") }),
      format: (...parts) => parts.map(String).join(" "), debuglog: () => quietly, isDeepStrictEqual: Object.is,
    },
  };
  const load = (name) => {
    const known = packages[String(name).replace(/^node:/, "")];
    if (known === undefined) return anything(name);
    return new Proxy(known, {
      get: (target, key, receiver) =>
        key in target || typeof key === "symbol" || key === "then" || key === "__esModule"
          ? Reflect.get(target, key, receiver)
          : key === "default" ? target : anything(`${name}.${key}`),
    });
  };
  define("__package", load);
  define("global", globalThis);
  define("Buffer", Buffer);
  define("require", load);
  // Node runs timers and requests while modules load; here, they do nothing.
  const timer = () => ({ ref: itself(), unref: itself(), hasRef: () => false, refresh: itself(), [Symbol.toPrimitive]: () => 1 });
  for (const name of ["setTimeout", "setInterval", "setImmediate"]) define(name, timer);
  define("fetch", () => new Promise(quietly));
  define("performance", { now: () => 0, timeOrigin: 0, mark: quietly, measure: quietly });
  define("crypto", {
    subtle: anything("crypto.subtle"), getRandomValues: (bytes) => bytes, randomUUID: () => "00000000-0000-4000-8000-000000000000",
  });
  define("__filename", "/module.js");
  define("__dirname", "/");
  Object.assign(process, {
    version: "v22.0.0", versions: { node: "22.0.0" }, platform: "linux", arch: "x64", argv: [], execArgv: [], pid: 1,
    cwd: () => "/", on: () => process, once: () => process, emitWarning() {}, hrtime: Object.assign(() => [0, 0], { bigint: () => 0n }),
    nextTick: (work, ...rest) => queueMicrotask(() => work(...rest)), stdout: {}, stderr: {}, exit: quietly, uptime: () => 0,
    memoryUsage: () => ({}), off: () => process, removeListener: () => process, emit: () => false, umask: () => 0, title: "node", release: { name: "node" },
  });
})
