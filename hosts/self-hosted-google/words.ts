import { fleetWords, nodesOf } from '../shared/fleet-words.js';
import type { HostWords, Sentence } from '../shared/host-words.js';
import type { GoogleFleetHost } from './schema.js';

export const words: HostWords<GoogleFleetHost> = {
  size: nodesOf,
  summary: nodesOf,
  destination: 'none',
  changes: (change) => {
    const { path, id, was, is } = change;
    return fleetWords(change, driverWords(path, id, was, is));
  },
};

function driverWords(path: string, id: string, was: GoogleFleetHost, is: GoogleFleetHost): Sentence[] {
  if (was.driver.version === is.driver.version) return [];
  const field = `${path}.driver.version`;
  return [{ path: field, tells: [field], text: `\`${id}\`: NVIDIA driver ${was.driver.version} → ${is.driver.version}` }];
}
