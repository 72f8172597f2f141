import { v } from "convex/values";
import { query } from "./_generated/server";

export const get = query({
  args: { channelId: v.id("channels") },
  returns: v.union(v.null(), v.object({ name: v.string(), topic: v.union(v.string(), v.null()) })),
  handler: async (ctx, { channelId }) => {
    const channel = await ctx.db.get(channelId);
    return channel && { name: channel.name, topic: channel.topic ?? null };
  },
});
