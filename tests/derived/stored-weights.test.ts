import { describe, expect, it } from 'vitest';
import { hostsOf } from '../../hosts/select.js';
import { judge } from '../../policy/engine.js';
import { rule as unbound } from '../../policy/state/unbound.js';
import type { Outputs } from '../../topology/outputs.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const real: Edit = ['example: true', 'example: false'];
const approved = `sha256:${'0'.repeat(64)}`;
const stored = (manifest = approved): Outputs => ({ weights: { prod: { 'eu-north-1': { llama70: manifest } } } });
const gated = (edits: readonly Edit[], outputs: Outputs = {}, file = 'topology.yaml') => {
  const { aws = [], terraform = [] } = evidenceOf(topologyWith(edits, file, outputs));
  return [...aws, ...terraform].map(({ name }) => name).filter((name) => /-(aws|google)-(capacity|fleet|bedrock-import)-/.test(name));
};
const findings = (edits: readonly Edit[], outputs: Outputs = {}, file = 'topology.yaml') =>
  judge([unbound], topologyWith(edits, file, outputs), asOf, {}).filter(({ message }) => message.includes('not synthesized: the weights'));

describe('what waits for weights', () => {
  const fleet = ['acme-prod-aws-capacity-eu-fleet', 'acme-prod-aws-fleet-eu-fleet'];

  it('is whole in an example, which cannot be deployed', () => {
    expect(gated([])).toEqual(fleet);
    expect(findings([])).toEqual([]);
  });

  it('is left out of a real topology, and the finding names what to do', () => {
    expect(gated([real])).toEqual([]);
    expect(findings([real])).toMatchObject([
      {
        severity: 'warning',
        path: 'hosts.eu-fleet',
        message: expect.stringContaining('llama70'),
        fix: expect.stringContaining('weights record --model llama70 --account prod --region eu-north-1'),
      },
    ]);
  });

  it('is there once the approved manifest is recorded', () => {
    expect(gated([real], stored())).toEqual(fleet);
    expect(findings([real], stored())).toEqual([]);
  });

  it('waits again when another commit is approved', () => {
    const earlier = stored(`sha256:${'1'.repeat(64)}`);
    expect(gated([real], earlier)).toEqual([]);
    expect(findings([real], earlier)).toMatchObject([{ message: expect.stringContaining('of an earlier approval') }]);
  });

  it('does not count weights of another place', () => {
    expect(gated([real], { weights: { prod: { 'us-east-2': { llama70: approved } } } })).toEqual([]);
  });

  it('includes fleets on Google and imports', () => {
    for (const file of ['examples/eu-gce.yaml', 'examples/eu-import.yaml']) {
      expect(gated([], {}, file).length).toBeGreaterThan(0);
      expect(gated([real], {}, file)).toEqual([]);
      expect(findings([real], {}, file).length).toBeGreaterThan(0);
    }
  });

  it('includes the next model of a transition', () => {
    const { topology } = topologyWith([], 'examples/transition.yaml');
    const [id, host] = hostsOf(topology, 'self-hosted-aws')[0] ?? [];
    if (host?.transition === undefined) throw new Error('no transition there');
    const manifest = (model: string) => topology.models[model]?.weights?.manifest ?? '';
    const current = { [host.model]: manifest(host.model) };
    const both = { ...current, [host.transition.next]: manifest(host.transition.next) };
    const at = (models: Record<string, string>): Outputs => ({ weights: { [host.account]: { [host.region]: models } } });
    expect(gated([real], at(current), 'examples/transition.yaml').filter((name) => name.endsWith(`-${id}`))).toEqual([]);
    expect(gated([real], at(both), 'examples/transition.yaml').filter((name) => name.endsWith(`-${id}`))).toHaveLength(2);
  });
});
