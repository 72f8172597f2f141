// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { DryRun as DryRunData, Release as ReleaseData } from "../../generated/operation-types.js";
import type { Level, Plan, Policy } from "../../generated/types.js";
import { type App, appInput } from "../app.js";
import type { LongCallOptions } from "../call-options.js";
import { Report } from "../report.js";

/** A deploy of an artifact to a deployment. */
export interface Release extends Omit<ReleaseData, "report"> {
  /** Report of the gate, without values of documents. */
  readonly report: Report;
}

/** Result of a dry run: what a deploy would do. Nothing was changed. */
export interface DryRun extends Omit<DryRunData, "report"> {
  /** Report of the gate. */
  readonly report: Report;
}

export type { Plan };

/** Options of a check against a deployment. */
export interface CheckAppOptions extends LongCallOptions {
  /** Policy that grades findings. */
  readonly policy?: Policy | undefined;
  /** Leaves out the stored documents. */
  readonly skipDocuments?: boolean | undefined;
}

/** Options of a deploy. Above `timeoutMs` it fails; a push that was finished before is not undone. */
export interface DeployOptions extends CheckAppOptions {
  /** Message for Convex's audit log and the release. */
  readonly message?: string | undefined;
  /** Author, for the release. */
  readonly author?: string | undefined;
  /** Minimum level of a finding that refuses the app: `"breaking"` by default. `null` refuses none. */
  readonly failOn?: Level | null | undefined;
  /** Deploys although questions are undecided. */
  readonly allowUndecided?: boolean | undefined;
  /**
   * Backs the deployment up before the push: in the cloud with a member's token, else as an export that stays on the
   * deployment until it expires.
   */
  readonly backup?: boolean | undefined;
  /** Creates and removes indexes of large tables, which takes long. */
  readonly allowLargeIndexes?: boolean | undefined;
  /** Discards staged validators that have validated documents. */
  readonly allowUnstaging?: boolean | undefined;
}

/** Writes the request of a check. */
export function checkAppRequest(app: App, { signal: _, onProgress: __, ...options }: CheckAppOptions): object {
  return { app: appInput(app), options };
}

/** Writes the request of a deploy, a rollback or a promotion. */
export function deployRequest(subject: object, { signal: _, onProgress: __, failOn, ...rest }: DeployOptions): object {
  return { ...subject, options: { ...rest, failOn: failOn === null ? "none" : failOn } };
}

/** Returns data with a report that has methods. */
export function withReport<T extends { readonly report: ReleaseData["report"] }>(
  data: T,
): Omit<T, "report"> & { readonly report: Report } {
  return { ...data, report: Report.of(data.report) };
}
