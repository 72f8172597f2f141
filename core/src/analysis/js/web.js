// The globals that apps and their packages expect when they are imported. What only computes, works; what would have an
// effect, throws. `window`, `document`, `navigator`, `Buffer` and `require` stay absent: packages ask for them to find
// out where they run.
(function (environment, named, rules, parseUrl, noteRead) {
  "use strict";

  const { assign } = Object;
  const refuse = (what) => {
    throw assign(new Error(`${what} is not available while modules are analysed`), { refusedByConvex: true });
  };
  const refusing = (name) => ({ [name]() { refuse(`\`${name}\``); } })[name];
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  // Text that becomes code is refused, as in Convex's own runtime. The prototypes stay, so `instanceof` works.
  for (const sample of [function () {}, async function () {}, function* () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(sample);
    const stand_in = function () { refuse("code from a string"); };
    Object.defineProperty(stand_in, "prototype", { value: prototype });
    Object.defineProperty(prototype, "constructor", { value: stand_in, configurable: true, writable: true });
    if (prototype === Function.prototype) define("Function", stand_in);
  }
  define("eval", () => refuse("`eval`"));

  // As in Convex, `process.env` has no names of its own. What a role may not read throws Convex's words.
  const variables = Object.assign(Object.create(null), environment);
  const throwing = (message) => () => {
    throw assign(new Error(message), { refusedByConvex: true });
  };
  const whenMissing = {
    module: () => undefined,
    placeholders: () => "placeholder",
    auth: (name) => throwing(`Environment variable ${name} is used in auth config file but its value was not set`)(),
    app: () => undefined,
  }[rules];
  const refusedVariable = {
    schema: throwing("Environment variables unsupported when evaluating schema"),
    component: throwing("Environment variables are only supported in the app's convex.config.ts."),
  }[rules];
  const isNamed = Object.assign(Object.create(null), named);
  const read = (_, name) => {
    if (typeof name !== "string") return undefined;
    if (refusedVariable) return refusedVariable();
    if (name in variables) return variables[name];
    const isSet = name in isNamed;
    noteRead(name, isSet, new Error().stack);
    if (!isSet) return whenMissing(name);
    if (rules === "auth") throw new Error(`The value of the environment variable ${name} is unknown`);
    return "placeholder";
  };
  define("process", { env: new Proxy({}, { get: read }) });

  // Clock and randomness are refused where a result must not depend on them.
  const role = { auth: "auth config file", app: "app definition", component: "app definition" }[rules];
  if (role !== undefined) {
    const noDate = throwing(`Date unsupported when evaluating ${role}`);
    const Clock = Date;
    const fixed = function Date(...parts) {
      return new.target === undefined || parts.length === 0 ? noDate() : Reflect.construct(Clock, parts, new.target);
    };
    fixed.prototype = Clock.prototype;
    Object.defineProperty(Clock.prototype, "constructor", { value: fixed, writable: true, configurable: true });
    for (const name of ["parse", "UTC"]) fixed[name] = Clock[name];
    fixed.now = noDate;
    define("Date", fixed);
    Math.random = throwing(`Math.random unsupported when evaluating ${role}`);
  }
  define("self", globalThis);
  const quiet = () => {};
  define("console", new Proxy({}, { get: () => quiet }));

  for (const name of ["fetch", "setTimeout", "setInterval", "setImmediate"]) define(name, refusing(name));
  for (const name of ["clearTimeout", "clearInterval", "clearImmediate"]) define(name, quiet);
  define("crypto", {
    subtle: new Proxy({}, { get: (_, name) => refusing(`crypto.subtle.${String(name)}`) }),
    getRandomValues: refusing("crypto.getRandomValues"),
    randomUUID: refusing("crypto.randomUUID"),
  });

  const classes = ["Request", "Response", "FormData", "Blob", "File", "ReadableStream", "WritableStream", "TransformStream",
    "CompressionStream", "DecompressionStream", "WebSocket", "MessageChannel", "BroadcastChannel", "CryptoKey"];
  for (const name of classes) define(name, { [name]: class {} }[name]);

  class EventTarget {
    addEventListener() {}
    removeEventListener() {}
    dispatchEvent() { return true; }
  }
  class Event {
    constructor(type) { this.type = String(type); }
  }
  class AbortSignal extends EventTarget {
    aborted = false;
    reason = undefined;
    throwIfAborted() { if (this.aborted) throw this.reason; }
  }
  class AbortController {
    signal = new AbortSignal();
    abort(reason) { this.signal.aborted = true; this.signal.reason = reason; }
  }
  class AsyncLocalStorage {
    #store;
    getStore() { return this.#store; }
    run(store, work, ...rest) {
      const outer = this.#store;
      this.#store = store;
      try { return work(...rest); } finally { this.#store = outer; }
    }
  }
  class AsyncResource {
    runInAsyncScope(work, receiver, ...rest) { return work.apply(receiver, rest); }
  }
  class Headers {
    #entries = new Map();
    constructor(init) {
      const pairs = init == null ? [] : typeof init[Symbol.iterator] === "function" ? init : Object.entries(init);
      for (const [name, value] of pairs) this.append(name, value);
    }
    get(name) { return this.#entries.get(String(name).toLowerCase()) ?? null; }
    has(name) { return this.#entries.has(String(name).toLowerCase()); }
    set(name, value) { this.#entries.set(String(name).toLowerCase(), String(value)); }
    append(name, value) { this.set(name, this.has(name) ? `${this.get(name)}, ${value}` : value); }
    delete(name) { this.#entries.delete(String(name).toLowerCase()); }
    forEach(each, receiver) { for (const [name, value] of this) each.call(receiver, value, name, this); }
    keys() { return this.#entries.keys(); }
    values() { return this.#entries.values(); }
    entries() { return this.#entries.entries(); }
    [Symbol.iterator]() { return this.entries(); }
  }

  class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(text = "") {
      const escaped = encodeURIComponent(String(text).toWellFormed());
      const bytes = [];
      for (let at = 0; at < escaped.length; at += 1) {
        if (escaped[at] === "%") {
          bytes.push(parseInt(escaped.slice(at + 1, at + 3), 16));
          at += 2;
        } else {
          bytes.push(escaped.charCodeAt(at));
        }
      }
      return new Uint8Array(bytes);
    }
    encodeInto(text, target) {
      const bytes = this.encode(text).subarray(0, target.length);
      target.set(bytes);
      return { read: text.length, written: bytes.length };
    }
  }
  class TextDecoder {
    constructor(label = "utf-8") {
      if (!/^utf-?8$/i.test(label)) throw new RangeError(`the encoding \`${label}\` is not available while modules are analysed`);
    }
    get encoding() { return "utf-8"; }
    decode(input) {
      if (input === undefined) return "";
      const bytes = ArrayBuffer.isView(input)
        ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
        : new Uint8Array(input);
      let text = "";
      for (let at = 0; at < bytes.length; ) {
        const length = bytes[at] < 0x80 ? 1 : bytes[at] < 0xe0 ? 2 : bytes[at] < 0xf0 ? 3 : 4;
        const escaped = Array.from(bytes.subarray(at, at + length), (byte) => `%${byte.toString(16).padStart(2, "0")}`);
        try {
          text += decodeURIComponent(escaped.join(""));
          at += length;
        } catch {
          text += "\ufffd";
          at += 1;
        }
      }
      return text.startsWith("\ufeff") ? text.slice(1) : text;
    }
  }

  const decodeField = (text) => decodeURIComponent(text.replace(/\+/g, " ").replace(/%(?![0-9a-fA-F]{2})/g, "%25"));
  const encodeField = (text) => encodeURIComponent(text).replace(/%20/g, "+");
  class URLSearchParams {
    #pairs = [];
    constructor(init = "") {
      if (typeof init === "string") {
        const parts = init.replace(/^\?/, "").split("&").filter((part) => part !== "");
        this.#pairs = parts.map((part) => {
          const [name, ...value] = part.split("=");
          return [decodeField(name), decodeField(value.join("="))];
        });
      } else {
        const pairs = typeof init[Symbol.iterator] === "function" ? [...init] : Object.entries(init);
        this.#pairs = pairs.map(([name, value]) => [String(name), String(value)]);
      }
    }
    get size() { return this.#pairs.length; }
    get(name) { return this.#pairs.find(([key]) => key === name)?.[1] ?? null; }
    getAll(name) { return this.#pairs.filter(([key]) => key === name).map(([, value]) => value); }
    has(name) { return this.#pairs.some(([key]) => key === name); }
    append(name, value) { this.#pairs.push([String(name), String(value)]); }
    delete(name) { this.#pairs = this.#pairs.filter(([key]) => key !== name); }
    set(name, value) {
      const place = this.#pairs.findIndex(([key]) => key === name);
      this.delete(name);
      this.#pairs.splice(place < 0 ? this.#pairs.length : place, 0, [String(name), String(value)]);
    }
    sort() { this.#pairs.sort(([a], [b]) => (a < b ? -1 : Number(a > b))); }
    forEach(each, receiver) { for (const [name, value] of this.#pairs) each.call(receiver, value, name, this); }
    *keys() { for (const [name] of this.#pairs) yield name; }
    *values() { for (const [, value] of this.#pairs) yield value; }
    *entries() { for (const [name, value] of this.#pairs) yield [name, value]; }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#pairs.map(([name, value]) => `${encodeField(name)}=${encodeField(value)}`).join("&"); }
  }
  class URL {
    constructor(href, base) {
      const parts = parseUrl(String(href), base === undefined ? undefined : String(base));
      if (parts === undefined) throw new TypeError(`Invalid URL: '${href}'`);
      Object.assign(this, JSON.parse(parts));
      Object.defineProperty(this, "searchParams", { value: new URLSearchParams(this.search), enumerable: false });
    }
    static canParse(href, base) { return parseUrl(String(href), base === undefined ? undefined : String(base)) !== undefined; }
    static parse(href, base) { return URL.canParse(href, base) ? new URL(href, base) : null; }
    static createObjectURL() { refuse("`URL.createObjectURL`"); }
    toString() { return this.href; }
    toJSON() { return this.href; }
  }

  // There is no locale here: what formats, gives the value as text.
  const plain = {
    format: (value) => String(value),
    formatToParts: (value) => [{ type: "literal", value: String(value) }],
    resolvedOptions: () => ({ locale: "en-US", timeZone: "UTC" }),
    select: () => "other",
    compare: (a, b) => (a < b ? -1 : Number(a > b)),
    of: (code) => code,
    segment: (text) => Array.from(String(text), (segment, index) => ({ segment, index })),
  };
  const formatter = () => { const create = function () { return Object.create(plain); }; create.supportedLocalesOf = () => []; return create; };
  define("Intl", Object.fromEntries(
    ["Collator", "DateTimeFormat", "DisplayNames", "ListFormat", "NumberFormat", "PluralRules", "RelativeTimeFormat", "Segmenter"]
      .map((name) => [name, formatter()]),
  ));

  const structuredClone = (value) => {
    const seen = new Map();
    const clone = (value) => {
      if (value === null || typeof value !== "object") {
        if (typeof value === "function" || typeof value === "symbol") throw new TypeError("the value can't be cloned");
        return value;
      }
      if (seen.has(value)) return seen.get(value);
      if (value instanceof Date) return new Date(value.getTime());
      if (value instanceof RegExp) return new RegExp(value.source, value.flags);
      if (value instanceof ArrayBuffer) return value.slice(0);
      if (ArrayBuffer.isView(value)) return new value.constructor(value);
      const copy = Array.isArray(value) ? [] : value instanceof Map ? new Map() : value instanceof Set ? new Set() : {};
      seen.set(value, copy);
      if (value instanceof Map) for (const [key, item] of value) copy.set(clone(key), clone(item));
      else if (value instanceof Set) for (const item of value) copy.add(clone(item));
      else for (const [key, item] of Object.entries(value)) copy[key] = clone(item);
      return copy;
    };
    return clone(value);
  };

  const all = { EventTarget, Event, AbortSignal, AbortController, AsyncLocalStorage, AsyncResource, Headers, TextEncoder,
    TextDecoder, URLSearchParams, URL, structuredClone };
  for (const [name, value] of Object.entries(all)) define(name, value);
})
