// A team sets up a project. Usage: node story.mjs LOCATION EXPORT.zip. Prints the same lines in every language and on every
// platform.
import { connect } from "convex-ops";

const [location, data] = process.argv.slice(2);
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
  await production.importData(data, { mode: "replaceAll" });
  await production.environment.update({ SITE_URL: "https://todo.example" });
  const backup = await production.backups.create({ includeStorage: true });
  console.log("copied", (await staging.copyDataFrom(production)).documents);
  console.log("restored", (await dev.restore(backup)).documents);

  const event = await team.auditLog.list({ since: new Date(Date.now() - 3_600_000) }).first();
  console.log("audit", event ? "yes" : "no");
  const project = await convex.api.getProjectById({ projectId: todo.id });
  console.log("api", project.slug, (await production.api.getDeploymentInfo()).kind);
} finally {
  await convex.close();
}
