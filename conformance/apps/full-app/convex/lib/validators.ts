import { v } from "convex/values";

export const role = v.union(v.literal("admin"), v.literal("member"));
