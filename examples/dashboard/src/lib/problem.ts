/** Explains errors: the problem in a few words, and the next step. */
import {
  ConflictError,
  ConvexOpsError,
  LimitExceededError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  TimedOutError,
  UnauthenticatedError,
  UnavailableError,
} from "convex-ops-wasm";
import { NoProxy, RefusedSecret } from "./convex.ts";

/** A problem as it is shown. */
export interface Problem {
  readonly title: string;
  readonly advice: string;
  /** The message of the server, if it says more. */
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
}

type Explanation = readonly [title: string, advice: string];

const OTHER_RUN: Explanation = [
  "This tab does not belong to the running dashboard",
  "Open the address that `convex-ops dashboard` printed.",
];

/** Explains an error. */
export function explain(error: unknown): Problem {
  const [title, advice] = explanation(error);
  const known = error instanceof ConvexOpsError ? error : undefined;
  const message = known?.summary ?? (error instanceof Error ? error.message : String(error));
  return { title, advice, detail: message === title || message === "" ? undefined : message, requestId: known?.requestId };
}

function explanation(error: unknown): Explanation {
  if (error instanceof RefusedSecret) return OTHER_RUN;
  if (error instanceof NoProxy) {
    return ["This page needs its proxy", "Run `convex-ops dashboard`, and open the address that it prints."];
  }
  if (!(error instanceof ConvexOpsError)) return ["This did not work", "Try again."];
  if (error.code === "WrongDashboardSecret") return OTHER_RUN;
  if (error.code === "PlatformUnreachable") {
    return ["The platform does not respond", "Check your connection, then try again."];
  }
  if (error.code === "FeatureNotInPlan") {
    return ["The team's plan does not include this", "Upgrade the plan in Convex's dashboard."];
  }
  if (error instanceof UnauthenticatedError) {
    return [
      "The access token is not valid, or has expired",
      "Run `npx convex login`, or set CONVEX_ACCESS_TOKEN, then start `convex-ops dashboard` again.",
    ];
  }
  if (error instanceof PermissionDeniedError) {
    return ["Your token does not allow this", "Ask an admin of the team for the permission."];
  }
  if (error instanceof NotFoundError) {
    return ["This does not exist", "It may have been deleted. Go back to the list, and load it again."];
  }
  if (error instanceof ConflictError) return ["This exists already, or was changed", "Choose another name, or load it again."];
  if (error instanceof RateLimitedError) return ["Too many calls", "Wait a minute, then try again."];
  if (error instanceof LimitExceededError) return ["A limit was reached", error.help ?? "Remove something first, or change the plan."];
  if (error instanceof TimedOutError) return ["The platform took too long", "Try again."];
  if (error instanceof UnavailableError) {
    return ["The dashboard's server does not respond", "Check that `convex-ops dashboard` is running: it is the proxy of this page. Then try again."];
  }
  return ["This did not work", error.help ?? "Check the input, then try again."];
}
