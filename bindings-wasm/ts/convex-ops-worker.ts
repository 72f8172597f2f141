/**
 * The worker of {@link check}, {@link plan} and {@link checkData}: does one job.
 *
 * @module
 */
import initModule, { call, callWithDocuments, Connection } from "../pkg/convex_ops.js";
import { runJob } from "./background/job.js";
import type { Message, Order } from "./background/run.js";
import { useModule } from "./crossing.js";
import { ConvexOpsError } from "./shared/errors.js";

const send = (message: Message): void => postMessage(message);

onmessage = ({ data: { job, module } }: MessageEvent<Order>) => {
  const work = { report: (done: number, total: number) => send({ progress: [done, total] }), pause: async () => {} };
  const loaded = module === undefined ? initModule() : initModule({ module_or_path: module });
  loaded
    .then(() => {
      useModule({ call, callWithDocuments, Connection });
      return runJob(job, work);
    })
    .then(
      (answer) => send({ answer }),
      (error: unknown) => {
        if (error instanceof ConvexOpsError) send({ failure: error.toJSON() });
        else send({ crash: error instanceof Error ? error.message : String(error) });
      },
    );
};
