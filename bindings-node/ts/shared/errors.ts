import type { ErrorInfo, ErrorKind, Location, Plan } from "../generated/types.js";
import type { Report } from "./report.js";

/** Identifies errors of this package even if it is loaded twice, as ES modules and as CommonJS. */
const BRAND = Symbol.for("convex-ops.error");

/** An error of convex-ops. Branch on the class or on `kind`, never on the message. */
export class ConvexOpsError extends Error {
  /** The kind of all instances of the class; absent in the base class. */
  declare static readonly kind?: ErrorKind;
  /** The code of all instances of the class; absent in most classes. */
  declare static readonly code?: string;

  /** The kind of the error. */
  readonly kind: ErrorKind;
  /** Convex's error code, such as `DeploymentNotFound`. */
  readonly code: string | undefined;
  /** Help for fixing it. */
  readonly help: string | undefined;
  /** Location of the invalid input; empty if unknown. */
  readonly location: Location;
  /** The operation that failed, such as `createProject`. */
  readonly operation: string | undefined;
  /** HTTP status of the response. */
  readonly status: number | undefined;
  /** Request ID assigned by the server. */
  readonly requestId: string | undefined;
  /** Time to wait before the next attempt, as requested by the server, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Deployment that must be confirmed, or was confirmed under another name. */
  readonly deploymentName: string | undefined;
  /** Refusal of the gate: an object with `deployment`, `report` and `plan`. */
  readonly refusal: ErrorInfo["refusal"];
  /** True if the change may have happened although the call failed, such as when its response was lost. */
  readonly mayHaveHappened: boolean;
  /** True if the same call may succeed later. */
  readonly retryable: boolean;
  /** The causes, outermost first. */
  readonly causes: readonly string[];

  /** The message alone; `message` also has the place, the causes and the help, since test runners show nothing else. */
  readonly summary: string;

  /** Creates an error from its data or, such as in tests, from a message and further data. */
  constructor(given: ErrorInfo | string, details: Partial<ErrorInfo> = {}) {
    const info = typeof given === "string" ? infoOf(new.target, given, details) : given;
    super(textOf(info));
    this.name = new.target.name;
    this.summary = info.message;
    this.kind = info.kind;
    this.code = info.code;
    this.help = info.help;
    this.location = info.location ?? {};
    this.operation = info.operation;
    this.status = info.status;
    this.requestId = info.requestId;
    this.retryAfterMs = info.retryAfterMs;
    this.deploymentName = info.deploymentName;
    this.refusal = info.refusal;
    this.mayHaveHappened = info.mayHaveHappened ?? false;
    this.retryable = info.retryable;
    this.causes = info.causes ?? [];
    Object.defineProperty(this, BRAND, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== "object" || value === null || !(BRAND in value)) return false;
    if (this === ConvexOpsError) return true;
    if (Object.hasOwn(this, "code")) return "code" in value && value.code === this.code;
    if (Object.hasOwn(this, "kind")) return "kind" in value && value.kind === this.kind;
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  /** Returns the error as data. */
  toJSON(): ErrorInfo {
    return {
      kind: this.kind,
      message: this.summary,
      ...(this.code === undefined ? {} : { code: this.code }),
      ...(this.help === undefined ? {} : { help: this.help }),
      location: this.location,
      ...(this.operation === undefined ? {} : { operation: this.operation }),
      ...(this.status === undefined ? {} : { status: this.status }),
      ...(this.requestId === undefined ? {} : { requestId: this.requestId }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.deploymentName === undefined ? {} : { deploymentName: this.deploymentName }),
      ...(this.refusal === undefined ? {} : { refusal: this.refusal }),
      ...(this.mayHaveHappened ? { mayHaveHappened: true } : {}),
      retryable: this.retryable,
      causes: [...this.causes],
    };
  }
}

/** Kinds of errors after which the same call may succeed. */
const RETRYABLE: readonly ErrorKind[] = ["rateLimited", "unavailable", "timeout"];

/** Returns the data of an error of a class. */
function infoOf({ kind, code }: typeof ConvexOpsError, message: string, details: Partial<ErrorInfo>): ErrorInfo {
  const known = kind ?? (code === undefined ? "internal" : "invalidInput");
  return { kind: known, message, retryable: RETRYABLE.includes(known), ...(code === undefined ? {} : { code }), ...details };
}

/** Returns all details of an error in one line. */
function textOf(info: ErrorInfo): string {
  const { file, line, path } = info.location ?? {};
  const place = line !== undefined ? `${file ?? "line"}:${line}: ` : file !== undefined ? `${file}: ` : "";
  const inside = path === undefined ? "" : ` (at \`${path}\`)`;
  const causes = (info.causes ?? []).map((cause) => `: ${cause}`).join("");
  const help = info.help === undefined ? "" : `; ${info.help}`;
  return `${place}${info.message}${inside}${causes}${help}`;
}

/** The input is invalid; the same call fails again. */
export class InvalidInputError extends ConvexOpsError {
  static override readonly kind = "invalidInput";
}

/** The credential is missing, malformed or expired. */
export class UnauthenticatedError extends ConvexOpsError {
  static override readonly kind = "unauthenticated";
}

/** The caller lacks the permission. */
export class PermissionDeniedError extends ConvexOpsError {
  static override readonly kind = "permissionDenied";
}

/** The resource does not exist. */
export class NotFoundError extends ConvexOpsError {
  static override readonly kind = "notFound";
}

/** The resource already exists or was changed concurrently. */
export class ConflictError extends ConvexOpsError {
  static override readonly kind = "conflict";
}

/** A documented limit was exceeded. */
export class LimitExceededError extends ConvexOpsError {
  static override readonly kind = "limitExceeded";
}

/** Too many calls; wait and try again. */
export class RateLimitedError extends ConvexOpsError {
  static override readonly kind = "rateLimited";
}

/** The server cannot be reached or cannot respond. */
export class UnavailableError extends ConvexOpsError {
  static override readonly kind = "unavailable";
}

/** The call took too long. */
export class TimedOutError extends ConvexOpsError {
  static override readonly kind = "timeout";
}

/** The caller cancelled the call. */
export class CancelledError extends ConvexOpsError {
  static override readonly kind = "cancelled";
}

/** Not available in this build or on this platform. */
export class UnsupportedError extends ConvexOpsError {
  static override readonly kind = "unsupported";
}

/** A file or stream cannot be read or written. */
export class IoError extends ConvexOpsError {
  static override readonly kind = "io";
}

/** A bug in convex-ops. */
export class InternalError extends ConvexOpsError {
  static override readonly kind = "internal";
}

/**
 * A change to a production deployment was not confirmed: check {@link ConfirmationRequiredError.deploymentName}, then use
 * `confirm` with it. Also an {@link InvalidInputError}.
 */
export class ConfirmationRequiredError extends ConvexOpsError {
  static override readonly code = "ConfirmationRequired";
  /** Name of the deployment. */
  declare readonly deploymentName: string;
}

/** The gate refused a deploy. Nothing was changed. */
export class DeployRefusedError extends ConvexOpsError {
  static override readonly kind = "deployRefused";
  /** Report of the gate. */
  declare readonly report: Report;
  /** Deploys that lead to the app safely. */
  declare readonly plan: Plan;

  constructor(given: ErrorInfo | string, details: Partial<ErrorInfo> = {}) {
    super(given, details);
    const refusal = this.refusal as unknown as { readonly report: Report; readonly plan: Plan } | undefined;
    Object.assign(this, { report: refusal?.report, plan: refusal?.plan });
  }
}

/** A report has findings that `throwForFindings` does not allow, or is undecided. Also an {@link InvalidInputError}. */
export class FindingsError extends ConvexOpsError {
  static override readonly code = "FindingsFound";
  /** The report. */
  readonly report: Report;

  constructor(info: ErrorInfo, report: Report) {
    super(info);
    this.report = report;
  }
}

const CLASSES: Record<ErrorKind, new (info: ErrorInfo) => ConvexOpsError> = {
  invalidInput: InvalidInputError,
  unauthenticated: UnauthenticatedError,
  permissionDenied: PermissionDeniedError,
  notFound: NotFoundError,
  conflict: ConflictError,
  deployRefused: DeployRefusedError,
  limitExceeded: LimitExceededError,
  rateLimited: RateLimitedError,
  unavailable: UnavailableError,
  timeout: TimedOutError,
  cancelled: CancelledError,
  unsupported: UnsupportedError,
  io: IoError,
  internal: InternalError,
};

/** Returns an error of the class for its kind. */
export function errorFromInfo(info: ErrorInfo): ConvexOpsError {
  if (info.code === ConfirmationRequiredError.code) return new ConfirmationRequiredError(info);
  const Class = Object.hasOwn(CLASSES, info.kind) ? CLASSES[info.kind] : ConvexOpsError;
  return new Class(info);
}
