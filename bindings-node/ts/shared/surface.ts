import { InvalidInputError } from "./errors.js";

/** What a version of an app stores, accepts and returns: schemas, functions, routes, crons. It has no code. */
export class Surface {
  /** The surface as data. */
  readonly json: object;

  private constructor(json: object) {
    this.json = json;
  }

  /** Returns the surface as data, so that functions take it as they take parsed JSON. */
  toJSON(): object {
    return this.json;
  }

  /** Reads a surface, a schema or a function spec: JSON text, or parsed JSON. */
  static parse(json: string | Uint8Array | object): Surface {
    if (typeof json === "object" && !(json instanceof Uint8Array)) return new Surface(json);
    try {
      const text = typeof json === "string" ? json : new TextDecoder().decode(json);
      return new Surface(JSON.parse(text) as object);
    } catch (error) {
      const message = `invalid surface: ${error instanceof Error ? error.message : String(error)}`;
      throw new InvalidInputError({ kind: "invalidInput", message, retryable: false });
    }
  }
}
