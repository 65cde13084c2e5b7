import { join } from 'node:path';
import { bundleInto, bundlePrograms, type Program, programs } from '../image/programs.js';

/** Programs of a task that run as long as it does. What fetches the configuration, looks at health and drains has no part here. */
export type ProgramName = Exclude<Program, 'configuration' | 'drain' | 'health'>;

/** A bundle of each program as the image holds it, and of the function that fetches tokens of Entra. */
export type Bundles = Readonly<Record<Program | 'broker', string>>;

/** Bundles the programs into a directory. */
export function bundled(directory: string): Bundles {
  bundlePrograms(directory);
  bundleInto(directory, { broker: 'runtime/gateway/broker/handler.ts' });
  const own = Object.fromEntries(programs.map((name) => [name, join(directory, name, 'index.mjs')])) as Record<Program, string>;
  return { ...own, broker: join(directory, 'broker.mjs') };
}
