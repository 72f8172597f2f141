import { v } from "convex/values";
import { mutation, query } from "./_generated/server";
import { priority } from "./schema";

export const list = query({
  args: { channelId: v.id("channels"), limit: v.optional(v.number()) },
  returns: v.array(v.object({ _id: v.id("messages"), body: v.string(), author: v.string() })),
  handler: async (ctx, { channelId, limit }) => {
    const messages = await ctx.db
      .query("messages")
      .withIndex("by_channel", (q) => q.eq("channelId", channelId))
      .order("desc")
      .take(limit ?? 50);
    return Promise.all(
      messages.map(async ({ _id, body, author }) => ({ _id, body, author: (await ctx.db.get(author))?.name ?? "?" })),
    );
  },
});

export const send = mutation({
  args: {
    channelId: v.id("channels"),
    author: v.id("users"),
    body: v.string(),
    priority: v.optional(priority),
  },
  returns: v.id("messages"),
  handler: (ctx, message) => ctx.db.insert("messages", { ...message, attachments: [] }),
});

export const edit = mutation({
  args: { messageId: v.id("messages"), body: v.string(), silent: v.optional(v.boolean()) },
  returns: v.null(),
  handler: async (ctx, { messageId, body }) => {
    await ctx.db.patch(messageId, { body });
    return null;
  },
});

export const search = query({
  args: { text: v.string() },
  handler: (ctx, { text }) =>
    ctx.db
      .query("messages")
      .withSearchIndex("search_body", (q) => q.search("body", text))
      .take(20),
});
