import { v } from "convex/values";
import { mutation, query } from "./_generated/server";

export const get = query({
  args: { name: v.string() },
  returns: v.int64(),
  handler: async (ctx, { name }) => {
    const found = await ctx.db.query("counts").withIndex("by_name", (q) => q.eq("name", name)).unique();
    return found?.count ?? 0n;
  },
});

export const add = mutation({
  args: { name: v.string(), by: v.optional(v.int64()) },
  returns: v.null(),
  handler: async (ctx, { name, by }) => {
    const found = await ctx.db.query("counts").withIndex("by_name", (q) => q.eq("name", name)).unique();
    if (found) await ctx.db.patch(found._id, { count: found.count + (by ?? 1n) });
    else await ctx.db.insert("counts", { name, count: by ?? 1n });
    return null;
  },
});
