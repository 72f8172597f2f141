import type { Migration, Obligation, Plan, Precondition, Step, StepChange } from "convex-ops-wasm";
import type { ReactNode } from "react";
import { Code } from "../components/code.tsx";
import { Empty } from "../components/status.tsx";
import { Block } from "./finding.tsx";
import { subjectText } from "./texts.ts";

/** The deploys that lead to the change, or the reasons why none do. */
export function PlanSteps({ plan: { steps, blocked } }: { readonly plan: Plan }): ReactNode {
  if (blocked.length > 0) {
    return (
      <>
        <p>No safe order of deploys is known:</p>
        <ul>
          {blocked.map(({ message, reason, fix, rule, subject }) => (
            <li key={`${rule} ${subjectText(subject)}`}>
              <Code text={`${message}: ${reason}`} />
              {fix !== undefined && (
                <>
                  {" "}
                  Smallest safe change: <Code text={fix} />.
                </>
              )}
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (steps.length === 0) return <Empty title="No steps">The versions are the same.</Empty>;
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.number}>
          <PlanStep step={step} />
        </li>
      ))}
    </ol>
  );
}

function PlanStep({ step }: { readonly step: Step }): ReactNode {
  const { title, waitsFor, preconditions, obligations, migrations, changes, pointOfNoReturn } = step;
  return (
    <>
      <h3>
        Deploy {step.number}: {title}
      </h3>
      {waitsFor !== undefined && (
        <p>
          <strong>First: </strong>
          <Code text={waitsFor} />
        </p>
      )}
      <Items title="Must hold before" items={preconditions.map(preconditionText)} />
      <Items title="The code and clients of this deploy" items={obligations.map(obligationText)} />
      <Items title="Changes of stored documents, after it" items={migrations.flatMap(migrationTexts)} />
      {pointOfNoReturn !== undefined && (
        <p className="no-return">
          <strong>No simple way back: </strong>
          <Code text={pointOfNoReturn.because} />
        </p>
      )}
      {changes.length > 0 && (
        <details>
          <summary>{changes.length === 1 ? "1 change" : `${changes.length} changes`}</summary>
          {changes.map((change) => (
            <StepChangeForms key={`${subjectText(change.subject)} ${change.part ?? ""}`} change={change} />
          ))}
        </details>
      )}
    </>
  );
}

function StepChangeForms({ change: { subject, part, before, after } }: { readonly change: StepChange }): ReactNode {
  return (
    <>
      <p>
        {subjectText(subject)}
        {part !== undefined && `: ${part}`}
      </p>
      <div className="forms">
        <Block title="Before" text={before ?? "Not there"} isEmpty={before === undefined} />
        <Block title="After" text={after ?? "Not there"} isEmpty={after === undefined} />
      </div>
    </>
  );
}

function Items({ title, items }: { readonly title: string; readonly items: readonly string[] }): ReactNode {
  if (items.length === 0) return null;
  return (
    <>
      <p className="block-title">{title}</p>
      <ul>
        {items.map((item) => (
          <li key={item}>
            <Code text={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

const PRECONDITIONS: Record<Precondition["kind"], string> = {
  data: "every document matches the new form",
  clients: "no older client uses it",
  schedule: "no older call is scheduled",
  environment: "it is set",
};

function preconditionText({ kind, subject }: Precondition): string {
  return `${subjectText(subject)}: ${PRECONDITIONS[kind]}`;
}

function obligationText({ text, subject }: Obligation): string {
  return `${subjectText(subject)}: ${text}`;
}

const CHANGES = { set: "set", unset: "remove", rename: "move", convert: "convert", retarget: "point to another table" } as const;

function migrationTexts({ table, component, operations }: Migration): readonly string[] {
  const where = component === "" ? table : `${component}/${table}`;
  return operations.map(({ kind, path, from, before, after }) => {
    const forms = [before, after].filter((form) => form !== undefined).map((form) => `\`${form}\``);
    const source = from === undefined ? "" : ` from \`${from}\``;
    return `table ${where}: ${CHANGES[kind]} \`${path}\`${source}${forms.length > 0 ? ` (${forms.join(" to ")})` : ""}`;
  });
}
