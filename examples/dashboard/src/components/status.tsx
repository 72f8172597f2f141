import type { ReactNode } from "react";
import { explain } from "../lib/problem.ts";
import { Code } from "./code.tsx";

/** Shown while data is loaded. */
export function Loading({ what }: { readonly what: string }): ReactNode {
  return (
    <p className="status" role="status">
      <span className="spinner" aria-hidden="true" />
      Loading {what}…
    </p>
  );
}

/** Shown in place of an empty list, with the next step. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      <div>{children}</div>
    </div>
  );
}

/** Shown if something failed: the problem, the next step, and a button to try again. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }): ReactNode {
  const { title, advice, detail, requestId } = explain(error);
  return (
    <div className="failure" role="alert">
      <p className="failure-title">{title}</p>
      <p>
        <Code text={advice} />
      </p>
      {detail !== undefined && (
        <p className="faint">
          <Code text={detail} />
        </p>
      )}
      {requestId !== undefined && <p className="faint">Request {requestId}</p>}
      {retry !== undefined && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
