import { errorFromInfo } from "convex-ops-wasm";
import type { Checked, CheckInput, Message } from "./check-worker.ts";

/** Checks a change in a worker. `onProgress` receives what is being done. */
export function runCheck(input: CheckInput, signal: AbortSignal, onProgress: (text: string) => void): Promise<Checked> {
  const worker = new Worker(new URL("./check-worker.ts", import.meta.url), { type: "module" });
  const result = new Promise<Checked>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === "progress") onProgress(data.text);
      else if (data.kind === "done") resolve(data.checked);
      else reject(data.info === undefined ? new Error(data.message) : errorFromInfo(data.info));
    };
    worker.onerror = (event) => reject(new Error(event.message || "the check ended early"));
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  worker.postMessage(input);
  return result.finally(() => worker.terminate());
}
