import { RateLimiter } from "@convex-dev/rate-limiter";
import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { components, internal } from "./_generated/api";
import { internalAction, internalMutation, mutation, query } from "./_generated/server";
import { role } from "./lib/validators";

const limiter = new RateLimiter(components.rateLimiter, { sign: { kind: "fixed window", rate: 10, period: 60_000 } });

export const page = query({
  args: { paginationOpts: paginationOptsValidator, role: v.optional(role) },
  handler: (ctx, { paginationOpts }) => ctx.db.query("users").paginate(paginationOpts),
});

export const signUp = mutation({
  args: { name: v.string(), email: v.string() },
  returns: v.id("users"),
  handler: async (ctx, user) => {
    await limiter.limit(ctx, "sign", { throws: true });
    const id = await ctx.db.insert("users", { ...user, role: "member" });
    await ctx.scheduler.runAfter(0, internal.users.greet, { id });
    return id;
  },
});

export const greet = internalAction({
  args: { id: v.id("users") },
  handler: (ctx, { id }) => ctx.runMutation(internal.users.remember, { id, at: new Date().toISOString() }),
});

export const remember = internalMutation({
  args: { id: v.id("users"), at: v.string() },
  handler: async () => null,
});
