/** Texts for the parts of a report. */
import type { Breaks, Finding, Level, Report, Subject, Verdict } from "convex-ops-wasm";

/** Who breaks, in the order of the page. */
export const GROUPS: readonly (readonly [Breaks, string])[] = [
  ["stored-data", "Stored documents"],
  ["deployed-clients", "Deployed clients"],
  ["scheduled-calls", "Scheduled calls"],
  ["server-callers", "Functions that call others"],
  ["operators", "Operators"],
];

/** Verdicts: a title and what it means. */
export const VERDICTS: Record<Verdict, readonly [title: string, meaning: string]> = {
  safe: ["Safe", "Nothing that was checked breaks."],
  risky: ["Risky", "A change may fail, or is costly or hard to undo. Read the findings."],
  undecided: ["Undecided", "A question was too large, or an input is missing."],
  breaking: ["Breaking", "At least one value is refused that was valid before."],
};

/** Levels, worst first. */
export const LEVELS: readonly (readonly [Level, string])[] = [
  ["breaking", "Breaking"],
  ["risky", "Risky"],
  ["info", "Information"],
];

/** Names the subject of a finding: `table users, .name`. */
export function subjectText(subject: Subject): string {
  const { component, path, ...rest } = subject;
  const kinds: readonly (readonly [keyof typeof rest, string])[] = [
    ["table", "table"],
    ["index", "index"],
    ["function", "function"],
    ["route", "route"],
    ["cron", "cron"],
    ["module", "module"],
    ["authProvider", "auth provider"],
    ["environmentVariable", "environment variable"],
  ];
  const named = kinds.flatMap(([field, name]) => (rest[field] === undefined ? [] : [`${name} ${rest[field]}`]));
  const place = named.join(", ") || "the app";
  const inside = path === undefined || path === "" ? "" : `, ${path}`;
  return `${component === "" ? "" : `component ${component}, `}${place}${inside}`;
}

/** A group of findings: those that break the same first victim. */
export interface Group {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Groups findings by who breaks. Each is in one group; further victims are named beside it. */
export function group(findings: readonly Finding[]): readonly Group[] {
  const of = (breaks: Breaks | undefined): readonly Finding[] => findings.filter((finding) => firstVictim(finding) === breaks);
  const groups = GROUPS.map(([breaks, title]) => ({ title, findings: of(breaks) }));
  return [...groups, { title: "Nobody", findings: of(undefined) }].filter((one) => one.findings.length > 0);
}

function firstVictim(finding: Finding): Breaks | undefined {
  return GROUPS.find(([breaks]) => finding.breaks.includes(breaks))?.[0];
}

/** Names of the further victims of a finding. */
export function otherVictims(finding: Finding): readonly string[] {
  const first = firstVictim(finding);
  return GROUPS.filter(([breaks]) => breaks !== first && finding.breaks.includes(breaks)).map(([, name]) => name);
}

/** Numbers of refused documents by table, as far as they were counted. */
export function countsByTable({ findings }: Report): readonly (readonly [table: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { subject, count } of findings) {
    if (count !== undefined && subject.table !== undefined) {
      const table = subject.component === "" ? subject.table : `${subject.component}/${subject.table}`;
      counts.set(table, (counts.get(table) ?? 0) + count);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
