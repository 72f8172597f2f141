import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  users: defineTable({ name: v.string(), email: v.string(), role: v.union(v.literal("admin"), v.literal("member")) })
    .index("by_email", ["email"])
    .searchIndex("by_name", { searchField: "name", filterFields: ["role"] }),
  posts: defineTable(
    v.union(
      v.object({ kind: v.literal("text"), author: v.id("users"), text: v.string() }),
      v.object({ kind: v.literal("image"), author: v.id("users"), file: v.id("_storage"), size: v.int64() }),
    ),
  ).index("by_author", ["author"]),
  settings: defineTable({ values: v.record(v.string(), v.any()), embedding: v.array(v.float64()) }).vectorIndex(
    "by_embedding",
    { vectorField: "embedding", dimensions: 3 },
  ),
});
