import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emitted } from '../../gateway/local/emitted.js';
import { place } from '../../gateway/local/place.js';
import { World } from '../../gateway/local/world.js';
import { writeZone } from '../../gateway/local/written.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { topologies, topologyWith } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'local-zones-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const zones = topologies.flatMap(([name, file]) => {
  const { topology } = topologyWith([], file);
  if (topology.gateway.engine === 'existing') return [];
  const asked = new Set(Object.values(topology.workloads).map(({ zone }) => zone));
  return [...asked].sort().map((zone) => [name, zone, topology] as const);
});

/** URLs that a file still names, but for what a token is for, which nobody calls. */
function addressesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const urls: string[] = [];
  JSON.parse(readFileSync(path, 'utf8'), (member, value) => {
    if (typeof value === 'string' && /^https:/.test(value) && !['audience', 'issuer', 'scope'].includes(member)) urls.push(`${member}: ${value}`);
    return value;
  });
  return urls;
}

// The oracle that runs gateways sees all of them at night alone; a kind of credential without a mock shows before anything is started.
it.each(zones)('every address that the gateway of %s %s calls has a mock', async (name, zone, topology) => {
  const files = join(directory, name, zone);
  writeZone(topology, rehearsalOutputs(topology), zone, files);
  const read = emitted(files);
  const limits = { running: 4, admitted: 6, scheduling: 'priority' } as const;
  const world = await World.start(read, { limits, tokenSeconds: 60, broker: '', objects: new Map() });
  try {
    const found = await place(read, world);
    expect(found.ports.size).toBeGreaterThan(0);
    expect(['tokens.json', 'keys.json', 'translator.json', 'policy.json'].flatMap((file) => addressesIn(join(found.etc, file)))).toEqual([]);
    found.remove();
  } finally {
    await world.close();
  }
});
