import { httpRouter } from "convex/server";
import { httpAction } from "./_generated/server";

const http = httpRouter();
http.route({ path: "/health", method: "GET", handler: httpAction(async () => new Response("well")) });
http.route({ pathPrefix: "/files/", method: "POST", handler: httpAction(async () => new Response(null, { status: 204 })) });
export default http;
