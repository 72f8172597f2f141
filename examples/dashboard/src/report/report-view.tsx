import type { Finding } from "convex-ops-wasm";
import { type ReactNode, useId } from "react";
import { Failure } from "../components/status.tsx";
import { callServer } from "../lib/convex.ts";
import { saveFile } from "../lib/save-file.ts";
import { useAction } from "../lib/use-action.ts";
import type { Checked } from "./run-check.ts";
import { Counts } from "./counts.tsx";
import { FindingCard } from "./finding.tsx";
import { PlanSteps } from "./plan-steps.tsx";
import { group, subjectText, VERDICTS } from "./texts.ts";

/** A report as a page. */
export function ReportView({ checked }: { readonly checked: Checked }): ReactNode {
  const { report, plan, verification } = checked;
  const [title, meaning] = VERDICTS[report.verdict];
  const { confirmed, refuted } = verification;
  return (
    <div className="report">
      <section className={`verdict verdict-${report.verdict}`} aria-label="Verdict">
        <h2>{title}</h2>
        <p>{meaning}</p>
        {confirmed + refuted.length > 0 && (
          <p>
            {refuted.length === 0
              ? `${confirmed === 1 ? "The witness was" : `All ${confirmed} witnesses were`} checked again by the plain validator.`
              : `${refuted.length} witnesses are wrong: this is a bug in convex-ops.`}
          </p>
        )}
        <Downloads checked={checked} />
      </section>
      <Counts report={report} />
      <Part title="Who breaks" count={report.findings.length} otherwise="No findings.">
        {group(report.findings).map(({ title: name, findings }) => (
          <FindingGroup key={name} title={name} findings={findings} />
        ))}
      </Part>
      <Part title="If you roll back" count={report.rollback.length} otherwise="The live version can be deployed again.">
        {report.rollback.map((finding) => (
          <FindingCard key={finding.fingerprint} finding={finding} heading="h3" />
        ))}
      </Part>
      <Part title="Plan">
        <PlanSteps plan={plan} />
      </Part>
      <Open checked={checked} />
    </div>
  );
}

function FindingGroup({ title, findings }: { readonly title: string; readonly findings: readonly Finding[] }): ReactNode {
  return (
    <section aria-label={title}>
      <h3>
        {title} <span className="faint">({findings.length})</span>
      </h3>
      {findings.map((finding) => (
        <FindingCard key={finding.fingerprint} finding={finding} />
      ))}
    </section>
  );
}

/** Questions without an answer, and inputs that were absent. */
function Open({ checked: { report } }: { readonly checked: Checked }): ReactNode {
  const { undecided, notChecked, missing = [] } = report;
  return (
    <>
      {(undecided.length > 0 || missing.length > 0) && (
        <Part title="Undecided">
          <ul>
            {missing.map((input) => (
              <li key={input}>Missing: {input}</li>
            ))}
            {undecided.map(({ message, rule, subject }) => (
              <li key={`${rule} ${subjectText(subject)}`}>
                {message} <code>{rule}</code>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title="Not checked" count={notChecked.length} otherwise="Everything was checked.">
        <ul>
          {notChecked.map(({ what, component, rules }) => (
            <li key={`${component ?? ""} ${what}`}>
              {what}
              {component !== undefined && component !== "" && ` of component ${component}`}
              {rules.length > 0 && <span className="faint"> ({rules.join(", ")})</span>}
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Part({
  title,
  count,
  otherwise,
  children,
}: {
  readonly title: string;
  readonly count?: number;
  readonly otherwise?: string;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="part">
      <h2 id={id}>{title}</h2>
      {count === 0 ? <p className="faint">{otherwise}</p> : children}
    </section>
  );
}

function Downloads({ checked: { report } }: { readonly checked: Checked }): ReactNode {
  const page = useAction(async () => {
    const response = await callServer("/report", { method: "POST", body: JSON.stringify(report) });
    if (!response.ok) throw new Error(((await response.json()) as { message: string }).message);
    saveFile("report.html", await response.blob());
  });
  const data = (): void => saveFile("report.json", new Blob([JSON.stringify(report)], { type: "application/json" }));
  return (
    <>
      <div className="buttons">
        <button type="button" onClick={() => void page.run()} disabled={page.isRunning}>
          Download as HTML
        </button>
        <button type="button" onClick={data}>
          Download as JSON
        </button>
      </div>
      {page.error !== undefined && <Failure error={page.error} />}
    </>
  );
}
