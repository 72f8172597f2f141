/** Checks a change in a worker, so that the page stays responsive. */
import { check, ConvexOpsError, type ErrorInfo, init, type Plan, plan, type Report, type Verification, verify } from "convex-ops-wasm/web";
import { readTables } from "./export-tables.ts";

/** Two versions of an app, and an export. */
export interface CheckInput {
  readonly baseline: string;
  readonly candidate: string;
  readonly documents: File | undefined;
}

/** Results of a check. */
export interface Checked {
  readonly report: Report;
  readonly plan: Plan;
  readonly verification: Verification;
}

/** A message of the worker. */
export type Message =
  | { readonly kind: "progress"; readonly text: string }
  | { readonly kind: "done"; readonly checked: Checked }
  | { readonly kind: "failed"; readonly message: string; readonly info: ErrorInfo | undefined };

const send = (message: Message): void => postMessage(message);

async function run({ baseline, candidate, documents }: CheckInput): Promise<Checked> {
  await init();
  const tables = documents && (await readTables(documents, (table) => send({ kind: "progress", text: `Reading ${table}` })));
  send({ kind: "progress", text: "Comparing the versions" });
  const settings = tables === undefined ? {} : { data: { tables } };
  const report = check(baseline, candidate, settings);
  send({ kind: "progress", text: "Planning the deploys" });
  return { report, plan: plan(baseline, candidate, settings), verification: verify(report, baseline, candidate) };
}

onmessage = ({ data }: MessageEvent<CheckInput>) => {
  run(data).then(
    (checked) => send({ kind: "done", checked }),
    (error: unknown) => {
      const info = error instanceof ConvexOpsError ? error.toJSON() : undefined;
      send({ kind: "failed", message: error instanceof Error ? error.message : String(error), info });
    },
  );
};
