// Compiled but not run: the types need neither those of a browser nor those of Node.
import { connect } from "convex-ops";

export async function teams(): Promise<number> {
  const convex = connect("embedded:");
  const all = await convex.teams.list().all();
  await convex.close();
  return all.length;
}
