import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { findRunSecret } from "./lib/run-secret.ts";

/** Shows the dashboard in an element. */
export async function start(root: HTMLElement): Promise<void> {
  await findRunSecret();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
