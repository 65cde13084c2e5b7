import { describe, expect, it } from 'vitest';
import { rehearsalOutputs } from '../../../gateway/rehearsal.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/residency/recorded-values.js';
import { recorded } from '../../attacks/recorded.js';
import type { Json } from '../../support/documents.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

const found = (file: string, change: (outputs: Json) => void = () => undefined) => {
  const { topology } = topologyWith([], file);
  const outputs = structuredClone(rehearsalOutputs(topology));
  change(outputs);
  return judge([rule], topologyWith([], file, outputs), asOf, {});
};

describe(rule.id, () => {
  it.each(topologies)('accepts what a deployment of %s prints', (_, file) => {
    expect(found(file)).toEqual([]);
  });

  it('says nothing of what is not recorded', () => {
    expect(judge([rule], topologyWith(), asOf, {})).toEqual([]);
  });

  it.each(recorded.map((attack) => [attack.name, attack] as const))('refuses %s', (_, { file, change, says }) => {
    expect(found(file, change)).toContainEqual(expect.objectContaining({ severity: 'fatal', message: expect.stringContaining(says) }));
  });

  it('is about the host, with the value and what it may be', () => {
    const [finding] = found('topology.yaml', (outputs) => (outputs['hosts'].grounding.searchHost = 'us-discoveryengine.googleapis.com'));
    expect(finding).toMatchObject({
      path: 'hosts.grounding',
      message: 'The outputs file has us-discoveryengine.googleapis.com for hosts.grounding.searchHost. Allowed: eu-discoveryengine.googleapis.com.',
    });
  });
});
