import { TableAggregate } from "@convex-dev/aggregate";
import { Workpool } from "@convex-dev/workpool";
import { customMutation, customCtx } from "convex-helpers/server/customFunctions";
import { v } from "convex/values";
import { components } from "./_generated/api";
import type { DataModel } from "./_generated/dataModel";
import { mutation, query } from "./_generated/server";

export const byAuthor = new TableAggregate<{ Key: string; DataModel: DataModel; TableName: "posts" }>(
  components.aggregate,
  { sortKey: (post) => post.author },
);
export const pool = new Workpool(components.mailPool, { maxParallelism: 2 });

const logged = customMutation(mutation, customCtx(() => ({ at: Date.now() })));

export const write = logged({
  args: { text: v.string(), tags: v.array(v.string()), meta: v.optional(v.record(v.string(), v.bytes())) },
  handler: async () => null,
});

export const count = query({ args: {}, returns: v.object({ all: v.number() }), handler: async () => ({ all: 0 }) });
