/** Names the tree of what was compiled to the processes of a run. */
export const variable: string;
/** Where a TypeScript file was compiled to. */
export function compiledPath(file: string): string;
