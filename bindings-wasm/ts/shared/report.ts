// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { call } from "../crossing.js";
import type { Finding, Level, Report as ReportData, ReportFormat } from "../generated/types.js";
import { readAnswer } from "./answer.js";
import { FindingsError, InvalidInputError } from "./errors.js";

const LEVELS: readonly Level[] = ["info", "risky", "breaking"];

/** Report of a check. */
export interface Report extends Readonly<ReportData> {}

/** Report of a check. */
export class Report {
  private constructor(data: ReportData) {
    Object.assign(this, data);
  }

  /** Creates a report from its data, such as parsed JSON. */
  static of(data: ReportData): Report {
    return new Report(data);
  }

  /** Returns the findings of a level or a higher one that the policy did not accept. */
  atLeast(level: Level): readonly Finding[] {
    if (!LEVELS.includes(level)) {
      const help = `use one of ${LEVELS.join(", ")}`;
      throw new InvalidInputError({ kind: "invalidInput", message: `unknown level \`${level}\``, help, retryable: false });
    }
    const high = LEVELS.slice(LEVELS.indexOf(level));
    return this.findings.filter((finding) => finding.accepted === undefined && high.includes(finding.level));
  }

  /** Returns the report as text. `values` shows values of stored documents, which may be private. */
  render(
    format: ReportFormat = "text",
    options: { readonly failOn?: Level | undefined; readonly values?: boolean | undefined } = {},
  ): string {
    return readAnswer<"render">(call("render", JSON.stringify({ report: this, format, ...options }))).text;
  }

  /** Throws a {@link FindingsError} if the report has findings of a level, or is undecided. Returns the report. */
  throwForFindings(
    options: { readonly failOn?: Level | undefined; readonly allowUndecided?: boolean | undefined } = {},
  ): this {
    const found = this.atLeast(options.failOn ?? "breaking");
    const isUndecided = this.undecided.length > 0 || (this.missing ?? []).length > 0;
    if (found.length > 0 || (isUndecided && options.allowUndecided !== true)) {
      throw new FindingsError({ kind: "invalidInput", code: FindingsError.code, message: summary(this, found), retryable: false }, this);
    }
    return this;
  }
}

function summary(report: Report, found: readonly Finding[]): string {
  const [first] = found;
  if (first === undefined) return `the check is ${report.verdict}: ${report.undecided.length} questions are undecided`;
  const more = found.length === 1 ? "" : `, and ${found.length - 1} more`;
  return `${first.level}: ${first.message} (${first.rule})${more}`;
}
