// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
/** Identifies secrets even if this is loaded twice, as ES modules and as CommonJS. */
const BRAND = Symbol.for("convex-ops.secret");

const REDACTED = "<redacted>";

/**
 * A secret text: a key, a token, or the value of an environment variable. It prints as `<redacted>`, also inside other
 * objects and in JSON. {@link Secret.expose} returns the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  /** Returns the text. */
  expose(): string {
    return this.#text;
  }

  /** Returns `<redacted>`. */
  toString(): "<redacted>" {
    return REDACTED;
  }

  /** Returns `<redacted>`. */
  toJSON(): "<redacted>" {
    return REDACTED;
  }
}

Object.defineProperty(Secret.prototype, BRAND, { value: true });
// Printed by `console.log` of Node.
Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: () => REDACTED });
