import { type ReactNode, useEffect } from "react";
import { Route, Switch, useLocation } from "wouter";
import { Frame } from "./components/frame.tsx";
import { Guard } from "./components/guard.tsx";
import { Screen } from "./components/screen.tsx";
import { Failure, Loading } from "./components/status.tsx";
import { readSession } from "./lib/convex.ts";
import { forgetRunSecret } from "./lib/run-secret.ts";
import { useLoad } from "./lib/use-load.ts";
import { AuditLogScreen } from "./screens/audit-log.tsx";
import { BackupsScreen } from "./screens/backups.tsx";
import { CheckScreen } from "./screens/check.tsx";
import { DeployKeysScreen } from "./screens/deploy-keys.tsx";
import { DeploymentOverviewScreen } from "./screens/deployment.tsx";
import { DriftScreen } from "./screens/drift.tsx";
import { EnvironmentScreen } from "./screens/environment.tsx";
import { MembersScreen } from "./screens/members.tsx";
import { ProjectDeploymentsScreen } from "./screens/project.tsx";
import { ProjectsScreen } from "./screens/projects.tsx";
import { TeamDeploymentsScreen } from "./screens/team-deployments.tsx";
import { TeamsScreen } from "./screens/teams.tsx";

/** The dashboard: the frame, and the screen of the address. */
export function App(): ReactNode {
  const [path] = useLocation();
  const [session, reload] = useLoad(readSession, []);
  useEffect(() => {
    if (session.state === "failed") forgetRunSecret();
  }, [session]);
  return (
    <Frame session={session.state === "ready" ? session.value : undefined}>
      {session.state === "loading" && <Loading what="the dashboard" />}
      {session.state === "failed" && (
        <Screen title="Not connected">
          <Failure error={session.error} retry={reload} />
        </Screen>
      )}
      {session.state === "ready" && (
        <Guard key={path}>
          <Screens />
        </Guard>
      )}
    </Frame>
  );
}

/** Decodes the parts of an address, such as the reference `preview/my-branch`: the router keeps escaped slashes. */
function decoded<T extends object>(parts: T): T {
  const entries = Object.entries(parts).map(([name, part]) => [name, decode(String(part))]);
  return Object.fromEntries(entries) as T;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const DEPLOYMENT = "/teams/:team/projects/:project/deployments/:reference";

function Screens(): ReactNode {
  return (
    <Switch>
      <Route path="/">{() => <TeamsScreen />}</Route>
      <Route path="/check">{() => <CheckScreen />}</Route>
      <Route path="/teams/:team">{(parts) => <ProjectsScreen {...decoded(parts)} />}</Route>
      <Route path="/teams/:team/deployments">{(parts) => <TeamDeploymentsScreen {...decoded(parts)} />}</Route>
      <Route path="/teams/:team/members">{(parts) => <MembersScreen {...decoded(parts)} />}</Route>
      <Route path="/teams/:team/audit-log">{(parts) => <AuditLogScreen {...decoded(parts)} />}</Route>
      <Route path="/teams/:team/projects/:project">{(parts) => <ProjectDeploymentsScreen {...decoded(parts)} />}</Route>
      <Route path="/teams/:team/projects/:project/drift">{(parts) => <DriftScreen {...decoded(parts)} />}</Route>
      <Route path={DEPLOYMENT}>{(parts) => <DeploymentOverviewScreen place={decoded(parts)} />}</Route>
      <Route path={`${DEPLOYMENT}/environment`}>{(parts) => <EnvironmentScreen place={decoded(parts)} />}</Route>
      <Route path={`${DEPLOYMENT}/keys`}>{(parts) => <DeployKeysScreen place={decoded(parts)} />}</Route>
      <Route path={`${DEPLOYMENT}/backups`}>{(parts) => <BackupsScreen place={decoded(parts)} />}</Route>
      <Route>
        {() => (
          <Screen title="Page not found" above={[["Teams", "/"]]}>
            <p>No screen has this address. Start at the list of teams.</p>
          </Screen>
        )}
      </Route>
    </Switch>
  );
}
