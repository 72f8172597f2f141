/** Addresses of the screens. Each is a link that can be kept. */

const join = (...parts: readonly string[]): string => `/${parts.map(encodeURIComponent).join("/")}`;

/** The list of teams. */
export const TEAMS = "/";

/** The check of a change. */
export const CHECK = "/check";

/** A screen of a team. */
export function teamPath(team: string, screen?: "deployments" | "members" | "audit-log"): string {
  return screen === undefined ? join("teams", team) : join("teams", team, screen);
}

/** A screen of a project. */
export function projectPath(team: string, project: string, screen?: "drift"): string {
  const path = join("teams", team, "projects", project);
  return screen === undefined ? path : `${path}/${screen}`;
}

/** A screen of a deployment, which its reference names. */
export function deploymentPath(
  team: string,
  project: string,
  reference: string,
  screen?: "environment" | "keys" | "backups",
): string {
  const path = `${projectPath(team, project)}${join("deployments", reference)}`;
  return screen === undefined ? path : `${path}/${screen}`;
}
