import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";

const crons = cronJobs();

crons.daily("remove old reminders", { hourUTC: 3, minuteUTC: 30 }, internal.reminders.removeOld, { olderThanDays: 30 });
crons.interval("check storage", { hours: 6 }, internal.teams.measureStorage, {});

export default crons;
