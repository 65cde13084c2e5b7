/** What a reader has to know of a field beside what its schema says of itself: the schema, the reference and messages all take it from `.meta`. */
declare module 'zod' {
  interface GlobalMeta {
    /** What a number counts, such as `tokens per year`. */
    unit?: string;
    /** What holds without a field that is optional and has no default of its own. */
    absent?: string;
    /** Values that the field takes; of mappings and lists they are put together from their parts where none is given. */
    examples?: unknown[];
  }
}

export {};
