import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";

const crons = cronJobs();
crons.interval("digest", { minutes: 5 }, internal.mail.digest, { text: "all" });
crons.daily("nightly", { hourUTC: 3, minuteUTC: 30 }, internal.mail.digest, { text: "nightly" });
export default crons;
