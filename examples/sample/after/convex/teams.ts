import { internalAction } from "./_generated/server";

export const measureStorage = internalAction({
  args: {},
  handler: async () => null,
});
