// The platforms of tests: in this process, and over HTTP.

import { connect } from "convex-ops";
import { serve } from "../../conformance/platform-client/server.mjs";

/** Calls `define` with each platform: `open` returns a new one. */
export function eachPlatform(define) {
  define({ name: "embedded", open: async () => ({ convex: connect("embedded:"), confirmed: (d) => d.confirmSelf(), stop() {} }) });
  define({
    name: "HTTP",
    async open() {
      const server = await serve();
      // As the platform in this process has.
      await server.admin("set_plan", { teamId: server.teamId, plan: "professional" });
      const convex = connect(server.url, { token: server.token });
      return { convex, server, confirmed: (deployment) => deployment.confirm(deployment.name), stop: server.stop };
    },
  });
}

/** Runs `work` on a new platform, which it stops. */
export async function on(platform, work) {
  const opened = await platform.open();
  try {
    return await work(opened);
  } finally {
    await opened.convex.close();
    await opened.stop();
  }
}
