import { defineConfig } from "vite";

export default defineConfig({
  build: {
    // The page is served from memory on this machine, and its policy forbids `data:` URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    chunkSizeWarningLimit: 2_000,
  },
  worker: { format: "es" },
  // For work on the page: `npx vite`, beside `convex-ops dashboard --port 4321 --assets dist`.
  server: { proxy: { "^/(convex-api|convex-deployments|session|report)": "http://127.0.0.1:4321" } },
});
