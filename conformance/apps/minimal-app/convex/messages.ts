import { v } from "convex/values";
import { internalMutation, mutation, query } from "./_generated/server";

export const list = query({
  args: { limit: v.number() },
  returns: v.array(v.object({ author: v.string(), body: v.string() })),
  handler: async (ctx, { limit }) => {
    const messages = await ctx.db.query("messages").take(limit);
    return messages.map(({ author, body }) => ({ author, body }));
  },
});

export const send = mutation({
  args: { author: v.string(), body: v.string() },
  handler: (ctx, message) => ctx.db.insert("messages", message),
});

export const forget = internalMutation({
  args: { id: v.id("messages") },
  handler: (ctx, { id }) => ctx.db.delete(id),
});
