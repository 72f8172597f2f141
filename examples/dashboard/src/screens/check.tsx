import { type ReactNode, useEffect, useRef, useState } from "react";
import baselineUrl from "../../../sample/baseline.json?url";
import candidateUrl from "../../../sample/candidate.json?url";
import { FileInput } from "../components/file-input.tsx";
import { Screen } from "../components/screen.tsx";
import { Failure } from "../components/status.tsx";
import { callServer } from "../lib/convex.ts";
import { useAction } from "../lib/use-action.ts";
import { ReportView } from "../report/report-view.tsx";
import { type Checked, runCheck } from "../report/run-check.ts";

interface Version {
  readonly name: string;
  readonly text: string;
}

/** Compares two versions of an app, all in this page, and shows the report. */
export function CheckScreen(): ReactNode {
  const [baseline, setBaseline] = useState<Version>();
  const [candidate, setCandidate] = useState<Version>();
  const [documents, setDocuments] = useState<File>();
  const { checked, check, progress } = useCheck();
  const read = async (file: File | undefined): Promise<Version | undefined> =>
    file === undefined ? undefined : { name: file.name, text: await file.text() };
  const example = useAction(async () => {
    const [one, other] = await Promise.all([baselineUrl, candidateUrl].map(async (url) => (await callServer(url)).text()));
    const [live, next] = [
      { name: "The example's live version", text: one ?? "" },
      { name: "The example's new version", text: other ?? "" },
    ];
    setBaseline(live);
    setCandidate(next);
    setDocuments(undefined);
    await check.run(live.text, next.text, undefined);
  });
  const isReady = baseline !== undefined && candidate !== undefined;
  return (
    <Screen title="Check a change">
      <p>
        Compares two versions of an app: is a value refused that was valid before? The check runs in this page, and nothing that you drop
        here leaves it.
      </p>
      <form
        className="check-inputs"
        aria-label="Versions"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void check.run(baseline.text, candidate.text, documents);
        }}
      >
        <FileInput
          label="Live version"
          help={<Forms />}
          accept=".json"
          name={baseline?.name}
          onFile={(file) => void read(file).then(setBaseline)}
        />
        <FileInput
          label="New version"
          help="In the same forms."
          accept=".json"
          name={candidate?.name}
          onFile={(file) => void read(file).then(setCandidate)}
        />
        <FileInput
          label="Stored documents (optional)"
          help={
            <>
              The zip of <code>npx convex export</code>, or one table as <code>.jsonl</code>.
            </>
          }
          accept=".zip,.jsonl"
          name={documents?.name}
          onFile={setDocuments}
        />
        <div className="buttons">
          <button className="primary" disabled={!isReady || check.isRunning}>
            {check.isRunning ? "Checking…" : "Check"}
          </button>
          <button type="button" disabled={check.isRunning} onClick={() => void example.run()}>
            Try an example
          </button>
        </div>
      </form>
      <p role="status" className="faint">
        {check.isRunning ? `${progress}…` : ""}
      </p>
      {check.error !== undefined && <Failure error={check.error} />}
      {example.error !== undefined && <Failure error={example.error} />}
      {checked !== undefined && !check.isRunning && <ReportView checked={checked} />}
    </Screen>
  );
}

function Forms(): ReactNode {
  return (
    <>
      The output of <code>convex-ops surface</code> or <code>npx convex function-spec</code>, or a schema as JSON.
    </>
  );
}

/** Runs checks, and keeps the last result. Leaving the screen ends a check. */
function useCheck() {
  const [checked, setChecked] = useState<Checked>();
  const [progress, setProgress] = useState("");
  const controller = useRef(new AbortController());
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort(new Error("the check was left"));
  }, []);
  const check = useAction(async (baseline: string, candidate: string, documents: File | undefined) => {
    setChecked(undefined);
    setProgress("Starting");
    setChecked(await runCheck({ baseline, candidate, documents }, controller.current.signal, setProgress));
  });
  return { checked, check, progress };
}
