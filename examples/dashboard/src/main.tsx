import { init } from "convex-ops-wasm/web";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { findRunSecret } from "./lib/run-secret.ts";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/controls.css";
import "./styles/tables.css";
import "./styles/report.css";

const root = document.querySelector("#root") as HTMLElement;
try {
  await Promise.all([init(), findRunSecret()]);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
} catch (error) {
  root.textContent = `Cannot start the dashboard: ${error instanceof Error ? error.message : String(error)}. Load the page again.`;
}
