// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { Progress } from "../generated/operation-types.js";

/** A signal that cancels calls, such as that of an `AbortController`. */
export interface AbortSignalLike {
  /** True once it was aborted. */
  readonly aborted: boolean;
  /** The reason of the abort, with which a cancelled call rejects. */
  readonly reason: unknown;
  /** Adds a listener of the abort. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Removes a listener of the abort. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Receives the progress of long work. An exception in it cancels the work. */
export type OnProgress = (progress: Progress) => void;

/** Options of long work. */
export interface LongCallOptions extends CallOptions {
  /** Receives the progress. An exception in it cancels the work, which rejects with it. */
  readonly onProgress?: OnProgress | undefined;
}

/** Options of a call. */
export interface CallOptions {
  /** Cancels the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
  /** Maximum time of the call, with all its attempts, in milliseconds. Above it, the call fails with a `TimedOutError`. */
  readonly timeoutMs?: number | undefined;
}
