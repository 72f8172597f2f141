import type { Finding } from "convex-ops-wasm";
import { type ReactNode, useId } from "react";
import { Badge } from "../components/badge.tsx";
import { Code } from "../components/code.tsx";
import { otherVictims, subjectText } from "./texts.ts";

/** A finding: its place, both forms side by side, the witness, and the smallest change that would be safe. */
export function FindingCard({
  finding,
  heading: Heading = "h4",
}: {
  readonly finding: Finding;
  readonly heading?: "h3" | "h4";
}): ReactNode {
  const { level, message, rule, subject, count, fix, location, suggestion, accepted, fingerprint } = finding;
  const others = otherVictims(finding);
  const titleId = useId();
  return (
    <article className={`finding finding-${level}`} aria-labelledby={titleId}>
      <Heading id={titleId}>
        <Badge kind={level}>{level}</Badge> <Code text={message} />
      </Heading>
      <p className="faint">
        {subjectText(subject)} · <code>{rule}</code>
        {location !== undefined && ` · ${location.file}:${location.line}`}
        {count !== undefined && ` · ${count === 1 ? "1 document or call" : `${count.toLocaleString("en")} documents or calls`}`}
      </p>
      {others.length > 0 && <p>Also breaks: {others.join(", ").toLowerCase()}.</p>}
      <Forms finding={finding} />
      <Samples finding={finding} />
      {fix !== undefined && (
        <p>
          <strong>Smallest safe change: </strong>
          <Code text={fix} />
        </p>
      )}
      {suggestion !== undefined && <Block title="Suggested line" text={suggestion} />}
      {accepted !== undefined && (
        <p>
          Accepted: {accepted.reason}
          {accepted.author !== undefined && ` (${accepted.author})`}
          {accepted.expires !== undefined && `, until ${accepted.expires}`}
        </p>
      )}
      <p className="fingerprint">
        <span className="hidden">Fingerprint </span>
        <code>{fingerprint}</code>
      </p>
    </article>
  );
}

function Forms({ finding }: { readonly finding: Finding }): ReactNode {
  const { before, after } = finding;
  const hasWitness = "witness" in finding && finding.witness !== undefined;
  if (before === undefined && after === undefined && !hasWitness) return null;
  return (
    <div className="forms">
      <Block title="Before" text={before ?? "Not there"} isEmpty={before === undefined} />
      <Block title="After" text={after ?? "Not there"} isEmpty={after === undefined} />
      {hasWitness && <Block title="A value that is no longer accepted" text={JSON.stringify(finding.witness, null, 2)} isWitness />}
    </div>
  );
}

/** Text in a box with a title. */
export function Block({
  title,
  text,
  isEmpty = false,
  isWitness = false,
}: {
  readonly title: string;
  readonly text: string;
  readonly isEmpty?: boolean;
  readonly isWitness?: boolean;
}): ReactNode {
  const id = useId();
  return (
    <div className={isWitness ? "block witness" : "block"}>
      <p id={id} className="block-title">
        {title}
      </p>
      {isEmpty ? (
        <p className="faint">{text}</p>
      ) : (
        <pre tabIndex={0} role="group" aria-labelledby={id}>
          {text}
        </pre>
      )}
    </div>
  );
}

function Samples({ finding: { samples = [] } }: { readonly finding: Finding }): ReactNode {
  if (samples.length === 0) return null;
  return (
    <details>
      <summary>{samples.length === 1 ? "1 example" : `${samples.length} examples`}</summary>
      <ul>
        {samples.map(({ id, path }) => (
          <li key={`${id} ${path}`}>
            <code>{id}</code> {path !== "" && <code>{path}</code>}
          </li>
        ))}
      </ul>
    </details>
  );
}
