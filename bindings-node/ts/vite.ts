/**
 * A plugin for Vite: stops a build whose backend in `convex/` would break what is live.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { Plugin, ViteDevServer } from "vite";

import { openSurface } from "./artifact.js";
import { fromEnv } from "./connect.js";
import { checkAsync } from "./index.js";
import type { Finding, Level } from "./generated/types.js";
import type { Report } from "./shared/report.js";

/** Options of the plugin. */
export interface ConvexOpsOptions {
  /**
   * What the app is compared with: `"live"` for the deployment that the environment names, with its documents and scheduled
   * calls, or a place, such as `"git:main"` or a surface file. `"live"` by default if CONVEX_DEPLOY_KEY is set, else
   * `"git:main"`.
   */
  readonly baseline?: "live" | (string & {}) | undefined;
  /** Minimum level of a finding that stops the build: `"breaking"` by default. */
  readonly failOn?: Level | undefined;
  /** Stops the build although only questions are undecided. True by default. */
  readonly failOnUndecided?: boolean | undefined;
  /** Folder of the Convex project. Vite's root by default. */
  readonly root?: string | undefined;
  /** Place of the app, if it is not that folder, such as an artifact. */
  readonly app?: string | undefined;
  /**
   * Variable of the built page with the deployment's URL, such as `"import.meta.env.VITE_CONVEX_URL"` (the default), if the
   * baseline is live. `false` sets none. A variable that the environment already sets stays.
   */
  readonly defineUrl?: string | false | undefined;
  /** What `vite dev` does when files in the project's functions change: `"off"` (the default), or `"warn"`. */
  readonly dev?: "off" | "warn" | undefined;
}

const VARIABLE = "import.meta.env.VITE_CONVEX_URL";
/** Time without a change before a check in `vite dev`, in milliseconds. */
const QUIET_MS = 200;

/** Creates the plugin. */
export default function convexOps(options: ConvexOpsOptions = {}): Plugin {
  const failOn = options.failOn ?? "breaking";
  const baseline = options.baseline ?? (process.env["CONVEX_DEPLOY_KEY"] ? "live" : "git:main");
  let root = options.root ?? process.cwd();
  let checked: Promise<Report> | undefined;

  return {
    name: "convex-ops",

    async config(config, { command }) {
      root = resolve(options.root ?? config.root ?? process.cwd());
      const name = options.defineUrl ?? VARIABLE;
      if (command !== "build" || baseline !== "live" || name === false) return {};
      if (process.env[name.replace(/^.*\./, "")] !== undefined) return {};
      const info = await fromEnv().api.getCanonicalUrls();
      return { define: { [name]: JSON.stringify(info.convexCloudUrl) } };
    },

    // A build has several environments, such as of the client and of the server: all share one check.
    async buildStart() {
      if (this.meta.watchMode) return;
      checked ??= check(root, options.app ?? root, baseline);
      const report = await checked;
      const stopped = report.atLeast(failOn);
      for (const finding of report.atLeast("risky")) {
        if (!stopped.includes(finding)) this.warn(message(finding));
      }
      const [first] = stopped;
      if (first !== undefined) this.error({ message: summary(report, failOn), ...place(root, first) });
      const isUndecided = report.undecided.length > 0 || (report.missing ?? []).length > 0;
      if (isUndecided && options.failOnUndecided !== false) this.error({ message: summary(report, failOn) });
    },

    configureServer(server) {
      if (options.dev === "warn") watch(server, root, () => check(root, options.app ?? root, baseline));
    },
  };
}

/** Checks the app against its baseline. */
async function check(root: string, app: string, baseline: string): Promise<Report> {
  if (baseline === "live") return fromEnv().check(placeIn(root, app));
  const [before, after] = await Promise.all([openSurface(placeIn(root, baseline)), openSurface(placeIn(root, app))]);
  return checkAsync(before, after, { require: ["schema", "functions"] });
}

/** Returns a place that is relative to the project as one that is not: a path, or a folder of the repository. */
function placeIn(root: string, place: string): string {
  if (!place.startsWith("git:")) return resolve(root, place);
  const [revision = "", folder = ""] = place.slice("git:".length).split(":", 2);
  if (folder !== "") return place;
  const path = relative(topOf(root), root);
  return path === "" ? place : `git:${revision}:${path}`;
}

/** Returns the folder of the repository that holds a folder, or that folder. */
function topOf(folder: string): string {
  for (let top = folder; dirname(top) !== top; top = dirname(top)) {
    if (existsSync(resolve(top, ".git"))) return top;
  }
  return folder;
}

/** Checks again when files of the functions change, and shows findings in the page. */
function watch(server: ViteDevServer, root: string, check: () => Promise<Report>): void {
  const inside = (file: string): boolean => relative(root, file).split(sep)[0] === "convex";
  let timer: NodeJS.Timeout | undefined;
  const again = async (): Promise<void> => {
    try {
      const report = await check();
      const [first] = report.atLeast("breaking");
      if (first === undefined) return;
      server.config.logger.warn(summary(report, "breaking"), { timestamp: true });
      const { id, loc } = place(root, first);
      const err = { message: summary(report, "breaking"), stack: "", plugin: "convex-ops", ...(id === undefined ? {} : { id, loc }) };
      server.ws.send({ type: "error", err } as never);
    } catch (error) {
      server.config.logger.warn(`convex-ops: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const changed = (file: string): void => {
    if (!inside(file) || file.includes(`${sep}_generated${sep}`)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void again(), QUIET_MS);
  };
  server.watcher.add(resolve(root, "convex"));
  for (const event of ["add", "change", "unlink"] as const) server.watcher.on(event, changed);
}

/** Describes the findings of a level. */
function summary(report: Report, failOn: Level): string {
  const found = report.atLeast(failOn);
  if (found.length === 0) return `the change to convex/ is ${report.verdict}:\n${report.render("text", { failOn })}`;
  return `the change to convex/ is ${report.verdict}:\n${found.map((finding) => `  ${message(finding)}`).join("\n")}`;
}

function message(finding: Finding): string {
  const at = finding.location === undefined ? "" : `${finding.location.file}:${finding.location.line}: `;
  const fix = finding.fix === undefined ? "" : `; ${finding.fix}`;
  return `${at}${finding.message} (${finding.rule})${fix}`;
}

/** Returns the place of a finding, as Vite's overlay shows it. */
function place(root: string, finding: Finding): { id?: string; loc?: { file: string; line: number; column: number } } {
  if (finding.location === undefined) return {};
  const file = findFile(root, finding.location.file);
  return { id: file, loc: { file, line: finding.location.line, column: finding.location.column ?? 0 } };
}

/** Finds a file that is named from the folder of the repository, or from that of the project. */
function findFile(root: string, file: string): string {
  const path = resolve(topOf(root), file);
  return existsSync(path) ? path : resolve(root, file);
}
