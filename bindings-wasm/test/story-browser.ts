// Compiled, and its calls run in Chromium: a dashboard reads and manages with `fetch` alone, and judges a dropped export in a worker.
import { check, connect, init, type Report, Surface } from "convex-ops-wasm/web";

/** The page, and what its member dropped. */
export interface Page {
  readonly liveText: string;
  readonly candidateText: string;
  readonly droppedZip: Blob;
  readonly signal: AbortSignal;
  draw(text: string): void;
  showOnce(secret: string): void;
  show(html: string): void;
}

export async function story({ liveText, candidateText, droppedZip, signal, draw, showOnce, show }: Page): Promise<void> {
  await init();
  const convex = connect("/convex-api", { fetch }); // one's own proxy adds the token; or { token: () => askTheMember() }
  const chat = convex.team("first-team").project("chat");
  for await (const deployment of chat.deployments.list()) draw(`${deployment.type} ${deployment.name}`);
  const key = await chat.deployment("staging").deployKeys.create("ci", { preset: "deployer" });
  showOnce(key.secret.expose());

  const [live, next] = [Surface.parse(liveText), Surface.parse(candidateText)];
  const onProgress = ({ done, total }: { done: number; total: number | undefined }) => draw(`${done}/${total ?? "?"}`);
  const report: Report = await check(live, next, { data: droppedZip, onProgress, signal });
  show(report.render("html"));
}
