// A proxy between a client and a server, to act before certain requests.

import { createServer, request } from "node:http";

/** Forwards requests to `target`. Calls `before` with the path of each request and waits for it. */
export async function proxy(target, before) {
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    await before(new URL(incoming.url, target).pathname);
    const { method, headers } = incoming;
    const passed = request(new URL(incoming.url, target), { method, headers: { ...headers, host: new URL(target).host } });
    passed.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    passed.end(Buffer.concat(chunks));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, close };
}
