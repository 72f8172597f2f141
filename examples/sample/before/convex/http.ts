import { httpRouter } from "convex/server";
import { httpAction } from "./_generated/server";

const http = httpRouter();
const ok = httpAction(async () => new Response("ok"));

http.route({ path: "/health", method: "GET", handler: ok });
http.route({ path: "/webhooks/payments", method: "POST", handler: ok });
http.route({ pathPrefix: "/files/", method: "GET", handler: ok });

export default http;
