import { describe, expect, it } from 'vitest';
import { waitingZones } from '../../derived/waiting-zones.js';
import { topologyWith } from '../support/topologies.js';

const file = 'examples/eu-import.yaml';
const { topology } = topologyWith([], file);
const paths = (outputs: Parameters<typeof waitingZones>[1]) => {
  const zones = [...waitingZones(topology, outputs)];
  return Object.fromEntries(zones.map(([zone, values]) => [zone, values.map(({ path }) => path.join('.')).sort()]));
};

describe('zones that wait', () => {
  it('name every value that their gateways call hosts with and nothing has printed', () => {
    expect(paths({})).toEqual({ eu: ['hosts.eu-import.guardrail.id', 'hosts.eu-import.guardrail.version', 'hosts.eu-import.modelArn'] });
  });

  it('wait for what is missing alone, and then for nothing', () => {
    const modelArn = 'arn:aws:bedrock:eu-central-1:777788889999:imported-model/abc123def456';
    const printed = { hosts: { 'eu-import': { modelArn, guardrail: { id: 'gr1abc2def3g', version: '1', definition: 'a'.repeat(64) } } } };
    expect(paths({ hosts: { 'eu-import': { modelArn } } })).toEqual({ eu: ['hosts.eu-import.guardrail.id', 'hosts.eu-import.guardrail.version'] });
    expect(paths(printed)).toEqual({});
  });
});
