import { bundled } from '../bin/bundle.mjs';

/**
 * Bundles every command before the first test: on a new machine a test would otherwise do it, in the middle of a case that
 * has changed its directory or lets nothing be written.
 */
export default async function setup() {
  for (const name of ['aws', 'blueprint', 'terraform']) await bundled(name);
}
