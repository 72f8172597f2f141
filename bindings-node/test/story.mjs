// Takes an app to production. Usage: node story.mjs LOCATION OLD_APP NEW_APP EXPORT.zip. Prints the same lines in every
// language and on every platform.
import { bundle, connect, DeployRefusedError } from "convex-ops";

const [location, oldApp, newApp, data] = process.argv.slice(2);
const convex = connect(location);
try {
  const [team] = await convex.teams.list().all();
  const todo = await team.project("todo").ensure();
  let production = await todo.production().ensure();
  const [dev, staging] = [await todo.dev().ensure(), await todo.deployment("staging").ensure()];
  console.log("deployments", ...(await todo.deployments.list().all()).map((d) => d.type).sort());

  const key = await production.deployKeys.create("ci", { preset: "deployer", expiresInMs: 30 * 86_400_000 });
  console.log("key", String(key.secret));

  production = location === "embedded:" ? production.confirmSelf() : production.confirm(production.name);
  const artifact = await bundle(oldApp);
  await dev.deploy(artifact);
  const first = await production.deploy(artifact, { message: "first", onProgress: () => {} });
  console.log("released", first.number, first.report.verdict);

  await production.importData(data, { mode: "replaceAll" });
  await production.environment.update({ SITE_URL: "https://todo.example" });
  const backup = await production.backups.create({ includeStorage: true });
  await staging.deploy(first);
  console.log("copied", (await staging.copyDataFrom(production)).documents);

  const report = await production.check(newApp);
  console.log("verdict", report.verdict, report.atLeast("breaking").length);
  try {
    await production.deploy(newApp);
  } catch (error) {
    if (!(error instanceof DeployRefusedError)) throw error;
    const [finding] = error.report.findings;
    console.log("refused", finding.rule, finding.location === undefined ? "-" : `${finding.location.file}:${finding.location.line}`);
  }

  for (const step of (await production.plan(newApp)).steps) {
    console.log("step", step.number, step.title, step.waitsFor ?? "-");
  }
  console.log("back", (await production.rollback(first, { dryRun: true })).report.verdict);
  console.log("releases", ...(await production.releases.list().all()).map((release) => `${release.number}:${release.message}`));
  console.log("restored", (await dev.restore(backup)).documents);

  const event = await team.auditLog.list({ since: new Date(Date.now() - 3_600_000) }).first();
  console.log("audit", event ? "yes" : "no");
  const project = await convex.api.getProjectById({ projectId: todo.id });
  console.log("api", project.slug, (await production.api.getDeploymentInfo()).kind);
} finally {
  await convex.close();
}
