import { check, checkData, type Plan, plan, type Report, type Verification, verify } from "convex-ops-wasm";

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

/** Checks a change in workers. `onProgress` receives what is being done. */
export async function runCheck(input: CheckInput, signal: AbortSignal, onProgress: (text: string) => void): Promise<Checked> {
  const { baseline, candidate, documents } = input;
  const settings = { signal, ...(documents !== undefined && { data: { parts: [await checkDocuments(candidate, documents, signal, onProgress)] } }) };
  onProgress("Comparing the versions");
  const report = await check(baseline, candidate, settings);
  onProgress("Planning the deploys");
  return { report, plan: await plan(baseline, candidate, settings), verification: verify(report, baseline, candidate) };
}

/** Checks the documents once for both the report and the plan. */
function checkDocuments(candidate: string, documents: File, signal: AbortSignal, onProgress: (text: string) => void) {
  onProgress("Opening the documents");
  return checkData(candidate, documents, {
    signal,
    onProgress: ({ done, total }) => onProgress(`Checking documents: ${megabytes(done)} of ${megabytes(total ?? done)} MB`),
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
