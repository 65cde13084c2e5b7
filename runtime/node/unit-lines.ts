/** Lines that every unit of a node has. */
export const home = 'Environment=HOME=/run/blueprint';
export const console = ['StandardOutput=journal+console', 'StandardError=journal+console'];

/** One argument to a line, as a reviewer reads it. */
export function command(program: string, words: readonly string[]): string {
  return `ExecStart=${[program, ...words].join(' \\\n    ')}`;
}
