/**
 * Passages that are put before a question, and the longest of one in characters. Of a data store's chunks of 500 tokens each, so many leave room for a question and an
 * answer.
 */
export const grounding = { passages: 10, longest: 2_000 } as const;
