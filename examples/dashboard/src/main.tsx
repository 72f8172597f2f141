import "./styles/base.css";
import "./styles/frame.css";
import "./styles/controls.css";
import "./styles/tables.css";
import "./styles/report.css";

const root = document.querySelector("#root") as HTMLElement;
try {
  // Imported here, so that a failure to load the WebAssembly module is shown.
  const { start } = await import("./start.tsx");
  await start(root);
} catch (error) {
  root.textContent = `Cannot start the dashboard: ${error instanceof Error ? error.message : String(error)}. Load the page again.`;
}
