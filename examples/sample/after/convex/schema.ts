import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export const priority = v.union(v.literal("low"), v.literal("normal"), v.literal("high"));

export default defineSchema({
  teams: defineTable({
    name: v.string(),
    plan: v.union(v.literal("free"), v.literal("pro")),
    storageUsed: v.int64(),
  }),

  users: defineTable({
    teamId: v.id("teams"),
    name: v.string(),
    email: v.string(),
    settings: v.record(v.string(), v.boolean()),
  }).index("by_email", ["email"]),

  channels: defineTable({
    teamId: v.id("teams"),
    name: v.string(),
    topic: v.optional(v.string()),
    archived: v.optional(v.boolean()),
  }).index("by_team", ["teamId", "name"]),

  messages: defineTable({
    channelId: v.id("channels"),
    author: v.id("users"),
    body: v.string(),
    priority,
    attachments: v.array(v.object({ name: v.string(), size: v.int64(), sha256: v.bytes() })),
    reactions: v.optional(v.any()),
  })
    .index("by_channel", ["channelId"])
    .searchIndex("search_body", { searchField: "body", filterFields: ["channelId"] }),

  members: defineTable({
    userId: v.id("users"),
    role: v.union(v.literal("admin"), v.literal("member")),
  }),

  reminders: defineTable({
    messageId: v.id("messages"),
    userId: v.id("members"),
    dueAt: v.number(),
    note: v.union(v.string(), v.null()),
  }).index("by_due", ["dueAt"]),
});
