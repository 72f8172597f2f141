/** Something that the person who runs the script can put right: shown without a stack trace. */
export class Problem extends Error {}
