import { query } from "./_generated/server";

if (!process.env.SURFACE_TEST_KEY) throw new Error("SURFACE_TEST_KEY is not set");
export const list = query(async () => []);
