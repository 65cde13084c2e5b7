/** Variable that names the directory of a test run to its processes. */
export const variable = 'BLUEPRINT_TEST_RUN';

/** The directory that a test run has for itself, made by global-setup.ts. */
export function runDirectory(): string {
  const directory = process.env[variable];
  if (directory === undefined) throw new Error('run tests by vitest: its global setup makes the directory of the run');
  return directory;
}
