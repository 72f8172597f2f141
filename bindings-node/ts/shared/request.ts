import { InvalidInputError } from "./errors.js";

/** Serializes a request; a failure is invalid input. */
export function writeRequest(write: () => string): string {
  try {
    return write();
  } catch (error) {
    throw new InvalidInputError({
      kind: "invalidInput",
      message: "cannot serialize the request as JSON",
      help: "in validators, use `$integer`, `$float` and `$bytes` for special values",
      causes: [error instanceof Error ? error.message : String(error)],
      retryable: false,
    });
  }
}
