import { v } from "convex/values";
import { internal } from "./_generated/api";
import { internalAction, internalMutation, mutation } from "./_generated/server";

export const create = mutation({
  args: { messageId: v.id("messages"), userId: v.id("users"), dueAt: v.number(), note: v.optional(v.string()) },
  returns: v.id("reminders"),
  handler: async (ctx, { note, ...reminder }) => {
    const reminderId = await ctx.db.insert("reminders", { ...reminder, note: note ?? null });
    await ctx.scheduler.runAt(reminder.dueAt, internal.reminders.deliver, { reminderId });
    return reminderId;
  },
});

export const cancel = mutation({
  args: { reminderId: v.id("reminders") },
  returns: v.null(),
  handler: async (ctx, { reminderId }) => {
    await ctx.db.delete(reminderId);
    return null;
  },
});

export const deliver = internalMutation({
  args: { reminderId: v.id("reminders") },
  handler: (ctx, { reminderId }) => ctx.db.delete(reminderId),
});

export const digest = internalAction({
  args: { teamId: v.id("teams"), since: v.optional(v.number()) },
  handler: async () => null,
});

export const removeOld = internalMutation({
  args: { olderThanDays: v.number() },
  handler: async () => null,
});
