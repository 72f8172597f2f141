// Reads validators as they are written in a schema, without evaluating them.

/** Tokens: names, strings, numbers, and single characters. */
const TOKEN = /\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/|([A-Za-z_$][\w$]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?n?)|(.))/gy;

/** Types without arguments, by their name in a schema. */
const PLAIN = {
  null: "null", boolean: "boolean", string: "string", bytes: "bytes", any: "any",
  number: "number", float64: "number", int64: "bigint", bigint: "bigint",
};

/** Parses a validator: `v.…` as in a schema, or Convex's JSON. Throws an `Error` that names the place. */
export function parseValidator(text) {
  if (/^\s*[{[]/.test(text)) return JSON.parse(text);
  const parser = new Parser(text);
  const validator = parser.validator();
  parser.accept(";");
  parser.end();
  if (validator.optional) parser.fail("`v.optional` belongs to a field of `v.object`");
  return validator.type;
}

class Parser {
  #text;
  #tokens = [];
  #next = 0;

  constructor(text) {
    this.#text = text;
    for (const { index, 0: whole, 1: name, 2: string, 3: number, 4: other } of text.matchAll(TOKEN)) {
      const value = name ?? string ?? number ?? other;
      if (value === undefined) continue;
      const kind = name !== undefined ? "name" : string !== undefined ? "string" : number !== undefined ? "number" : "other";
      this.#tokens.push({ kind, value, at: index + whole.length - value.length });
    }
  }

  fail(message) {
    const at = this.#tokens[this.#next]?.at ?? this.#text.length;
    const lines = this.#text.slice(0, at).split("\n");
    throw new Error(`line ${lines.length}, column ${lines.at(-1).length + 1}: ${message}`);
  }

  #peek() {
    return this.#tokens[this.#next] ?? { kind: "end", value: "the end" };
  }

  accept(value) {
    const token = this.#peek();
    const found = token.kind !== "string" && token.value === value;
    if (found) this.#next += 1;
    return found;
  }

  #expect(value) {
    if (!this.accept(value)) this.fail(`expected \`${value}\`, not \`${this.#peek().value}\``);
  }

  #take(kind) {
    const token = this.#peek();
    if (token.kind !== kind) this.fail(`expected a ${kind}, not \`${token.value}\``);
    this.#next += 1;
    return token.value;
  }

  end() {
    if (this.#peek().kind !== "end") this.fail(`unexpected \`${this.#peek().value}\``);
  }

  /** Returns a type, and whether it is the optional type of a field. */
  validator() {
    this.#expect("v");
    this.#expect(".");
    const start = this.#next;
    const name = this.#take("name");
    this.#expect("(");
    const result = this.#call(name, start);
    this.accept(",");
    this.#expect(")");
    return result;
  }

  /** Returns a type where `v.optional` may not stand. */
  #type() {
    const start = this.#next;
    const { type, optional } = this.validator();
    if (optional) {
      this.#next = start;
      this.fail("`v.optional` belongs to a field of `v.object`");
    }
    return type;
  }

  #call(name, start) {
    if (Object.hasOwn(PLAIN, name)) return { type: { type: PLAIN[name] } };
    switch (name) {
      case "optional": return { type: this.#type(), optional: true };
      case "nullable": return { type: { type: "union", value: [this.#type(), { type: "null" }] } };
      case "id": return { type: { type: "id", tableName: this.#string() } };
      case "literal": return { type: { type: "literal", value: this.#literal() } };
      case "array": return { type: { type: "array", value: this.#type() } };
      case "union": return { type: { type: "union", value: this.#list(() => this.#type(), ")") } };
      case "object": return { type: { type: "object", value: this.#fields() } };
      case "record": {
        const keys = this.#type();
        this.#expect(",");
        return { type: { type: "record", keys, values: { fieldType: this.#type(), optional: false } } };
      }
      default:
        this.#next = start;
        return this.fail(`unknown validator \`v.${name}\``);
    }
  }

  #list(item, end) {
    const items = [];
    while (this.#peek().value !== end) {
      items.push(item());
      if (!this.accept(",")) break;
    }
    return items;
  }

  #fields() {
    this.#expect("{");
    const fields = {};
    const field = () => {
      const name = this.#peek().kind === "string" ? this.#string() : this.#take("name");
      this.#expect(":");
      const { type, optional = false } = this.validator();
      Object.defineProperty(fields, name, { value: { fieldType: type, optional }, enumerable: true, configurable: true });
    };
    this.#list(field, "}");
    this.#expect("}");
    return fields;
  }

  #string() {
    const text = this.#take("string");
    const inside = text.slice(1, -1);
    return JSON.parse(text[0] === "'" ? `"${inside.replaceAll("\\'", "'").replaceAll('"', '\\"')}"` : text);
  }

  #literal() {
    const { kind, value } = this.#peek();
    if (kind === "string") return this.#string();
    if (value === "true" || value === "false") {
      this.#next += 1;
      return value === "true";
    }
    const number = this.#take("number");
    return number.endsWith("n") ? { $integer: toBase64(BigInt(number.slice(0, -1))) } : Number(number);
  }
}

/** Returns the eight bytes of an integer, the least first, in base64. */
function toBase64(integer) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, integer, true);
  return btoa(String.fromCharCode(...bytes));
}
