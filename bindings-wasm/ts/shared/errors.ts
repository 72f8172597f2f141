// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { ErrorInfo, ErrorKind, Location } from "../generated/types.js";

/** Tells errors of this package also where it was loaded twice, as ES modules and as CommonJS. */
const BRAND = Symbol.for("convex-ops.error");

/** What went wrong, where, and what to do about it. Branch on the class or on `kind`, never on text. */
export class ConvexOpsError extends Error {
  /** The kind of which every instance of the class is; absent in the base class. */
  declare static readonly kind?: ErrorKind;

  /** What kind of thing went wrong. */
  readonly kind: ErrorKind;
  /** Convex's own name for it: `DeploymentNotFound`. */
  readonly code: string | undefined;
  /** What to do about it. */
  readonly help: string | undefined;
  /** Where the input is wrong; empty where that is not known. */
  readonly location: Location;
  /** The operation that failed: `createProject`. */
  readonly operation: string | undefined;
  /** The HTTP status that the other side answered with. */
  readonly status: number | undefined;
  /** By what the other side's operators find the request. */
  readonly requestId: string | undefined;
  /** How long the other side asked to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the same call can succeed later without a change. */
  readonly retryable: boolean;
  /** What caused it, outermost first. */
  readonly causes: readonly string[];

  constructor(info: ErrorInfo) {
    super(info.message);
    this.name = new.target.name;
    this.kind = info.kind;
    this.code = info.code;
    this.help = info.help;
    this.location = info.location ?? {};
    this.operation = info.operation;
    this.status = info.status;
    this.requestId = info.requestId;
    this.retryAfterMs = info.retryAfterMs;
    this.retryable = info.retryable;
    this.causes = info.causes ?? [];
    Object.defineProperty(this, BRAND, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== "object" || value === null || !(BRAND in value)) return false;
    if (this === ConvexOpsError) return true;
    if (Object.hasOwn(this, "kind")) return "kind" in value && value.kind === this.kind;
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  /** The error as data. */
  toJSON(): ErrorInfo {
    return {
      kind: this.kind,
      message: this.message,
      ...(this.code === undefined ? {} : { code: this.code }),
      ...(this.help === undefined ? {} : { help: this.help }),
      location: this.location,
      ...(this.operation === undefined ? {} : { operation: this.operation }),
      ...(this.status === undefined ? {} : { status: this.status }),
      ...(this.requestId === undefined ? {} : { requestId: this.requestId }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      retryable: this.retryable,
      causes: [...this.causes],
    };
  }

  /** Everything that is known, in one line. */
  override toString(): string {
    const { file, line, path } = this.location;
    const place = line !== undefined ? `${file ?? "line"}:${line}: ` : file !== undefined ? `${file}: ` : "";
    const inside = path === undefined ? "" : ` (at \`${path}\`)`;
    const causes = this.causes.map((cause) => `: ${cause}`).join("");
    const help = this.help === undefined ? "" : `; ${this.help}`;
    return `${this.name}: ${place}${this.message}${inside}${causes}${help}`;
  }
}

/** The input is not what was expected; the same call fails again. */
export class InvalidInputError extends ConvexOpsError {
  static override readonly kind = "invalidInput";
}

/** The caller is not known: a missing, malformed or expired credential. */
export class UnauthenticatedError extends ConvexOpsError {
  static override readonly kind = "unauthenticated";
}

/** The caller is known and may not do this. */
export class PermissionDeniedError extends ConvexOpsError {
  static override readonly kind = "permissionDenied";
}

/** What was named does not exist. */
export class NotFoundError extends ConvexOpsError {
  static override readonly kind = "notFound";
}

/** It exists already, or somebody else changed it meanwhile. */
export class ConflictError extends ConvexOpsError {
  static override readonly kind = "conflict";
}

/** A documented limit would be exceeded. */
export class LimitExceededError extends ConvexOpsError {
  static override readonly kind = "limitExceeded";
}

/** Too many calls; wait and try again. */
export class RateLimitedError extends ConvexOpsError {
  static override readonly kind = "rateLimited";
}

/** The other side can't be reached or can't answer now. */
export class UnavailableError extends ConvexOpsError {
  static override readonly kind = "unavailable";
}

/** It took longer than allowed. */
export class TimedOutError extends ConvexOpsError {
  static override readonly kind = "timeout";
}

/** The caller gave up. */
export class CancelledError extends ConvexOpsError {
  static override readonly kind = "cancelled";
}

/** Not available in this build or on this platform. */
export class UnsupportedError extends ConvexOpsError {
  static override readonly kind = "unsupported";
}

/** A file or stream could not be read or written. */
export class IoError extends ConvexOpsError {
  static override readonly kind = "io";
}

/** A bug in convex-ops. */
export class InternalError extends ConvexOpsError {
  static override readonly kind = "internal";
}

const CLASSES: Record<ErrorKind, new (info: ErrorInfo) => ConvexOpsError> = {
  invalidInput: InvalidInputError,
  unauthenticated: UnauthenticatedError,
  permissionDenied: PermissionDeniedError,
  notFound: NotFoundError,
  conflict: ConflictError,
  limitExceeded: LimitExceededError,
  rateLimited: RateLimitedError,
  unavailable: UnavailableError,
  timeout: TimedOutError,
  cancelled: CancelledError,
  unsupported: UnsupportedError,
  io: IoError,
  internal: InternalError,
};

/** The error of the class for its kind. */
export function errorFromInfo(info: ErrorInfo): ConvexOpsError {
  const Class = Object.hasOwn(CLASSES, info.kind) ? CLASSES[info.kind] : ConvexOpsError;
  return new Class(info);
}
