// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { InvalidInputError } from "./errors.js";

/** Writes a request; what can't be written as JSON is invalid input. */
export function writeRequest(write: () => string): string {
  try {
    return write();
  } catch (error) {
    throw new InvalidInputError({
      kind: "invalidInput",
      message: "the request can't be written as JSON",
      help: "in validators, special values are written as `$integer`, `$float` and `$bytes`",
      causes: [error instanceof Error ? error.message : String(error)],
      retryable: false,
    });
  }
}
