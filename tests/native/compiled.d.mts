/** Compiles every TypeScript file of the repository once, for the processes of this run. */
export function compileAll(): Promise<void>;
