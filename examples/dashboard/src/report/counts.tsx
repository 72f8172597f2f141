import type { Report } from "convex-ops-wasm";
import type { ReactNode } from "react";
import { countsByTable, GROUPS, LEVELS } from "./texts.ts";

type Counted = readonly (readonly [name: string, count: number, kind?: string])[];

/** Numbers of findings by level and by who breaks, and of documents by table. */
export function Counts({ report }: { readonly report: Report }): ReactNode {
  const { findings } = report;
  const levels: Counted = LEVELS.map(([level, name]) => [name, findings.filter((one) => one.level === level).length, level]);
  const victims: Counted = GROUPS.map(([breaks, name]) => [name, findings.filter((one) => one.breaks.includes(breaks)).length]);
  return (
    <div className="counts">
      <Bars title="Findings by level" counted={levels} />
      <Bars title="Findings by who breaks" counted={victims} />
      <Bars title="Refused places in documents, by table" counted={countsByTable(report)} />
    </div>
  );
}

function Bars({ title, counted }: { readonly title: string; readonly counted: Counted }): ReactNode {
  const shown = counted.filter(([, count]) => count > 0);
  if (shown.length === 0) return null;
  const most = Math.max(...shown.map(([, count]) => count));
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className="bars">
        {shown.map(([name, count, kind]) => (
          <li key={name}>
            <span>{name}</span>
            <span className="count">{count.toLocaleString("en")}</span>
            <span className={`bar bar-${kind ?? "plain"}`} style={{ width: `${(100 * count) / most}%` }} aria-hidden="true" />
          </li>
        ))}
      </ul>
    </section>
  );
}
