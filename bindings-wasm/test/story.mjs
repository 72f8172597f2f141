// A team sets up a project. Prints the same lines in every language and on every platform.

/** Tells the story through a connection. `data` are the bytes of an export; `print` receives the words of each line. */
export async function story(convex, data, print) {
  const [team] = await convex.teams.list().all();
  const todo = await team.project("todo").ensure();
  let production = await todo.production().ensure();
  const [dev, staging] = [await todo.dev().ensure(), await todo.deployment("staging").ensure()];
  print("deployments", ...(await todo.deployments.list().all()).map((d) => d.type).sort());

  const key = await production.deployKeys.create("ci", { preset: "deployer", expiresInMs: 30 * 86_400_000 });
  print("key", String(key.secret));

  production = production.confirm(production.name);
  await production.importData(data, { format: "zip", mode: "replaceAll" });
  await production.environment.update({ SITE_URL: "https://todo.example" });
  const backup = await production.backups.create({ includeStorage: true });
  print("copied", (await staging.copyDataFrom(production)).documents);
  print("restored", (await dev.restore(backup)).documents);

  const event = await team.auditLog.list({ since: new Date(Date.now() - 3_600_000) }).first();
  print("audit", event ? "yes" : "no");
  const project = await convex.api.getProjectById({ projectId: todo.id });
  print("api", project.slug, (await production.api.getDeploymentInfo()).kind);
}

/** Returns the lines of the story, told with an export of two documents. */
export async function tell(convex) {
  const dev = await (await convex.team("first-team").project("source").ensure()).dev().ensure();
  const tasks = new TextEncoder().encode('{"text":"buy milk"}\n{"text":"call home"}\n');
  await dev.importData(tasks, { table: "tasks", format: "jsonLines" });
  const data = await (await dev.export()).bytes();
  let lines = "";
  await story(convex, data, (...words) => {
    lines += `${words.join(" ")}\n`;
  });
  return lines;
}
