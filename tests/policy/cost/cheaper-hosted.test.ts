import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/cost/cheaper-hosted.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(topologies.filter(([name]) => !['engagement-2024', 'lakehouse', 'any-zone', 'all-hosts'].includes(name)))(
    'finds no far cheaper offer for %s',
    (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]),
  );

  it('tells that tokens of a workspace cost more than those of Azure', () => {
    expect(topologyFindings(rule, [], 'examples/lakehouse.yaml').map(({ path }) => path)).toEqual(['workloads.drafts.route[0]']);
  });

  it('tells that answers of Workers AI cost more than they do elsewhere', () => {
    expect(topologyFindings(rule, [], 'examples/any-zone.yaml').map(({ path }) => path)).toEqual(['workloads.drafts.route[1]']);
    expect(topologyFindings(rule, [], 'examples/all-hosts.yaml').map(({ path }) => path)).toEqual(['workloads.development.route[2]']);
  });

  it('tells the case of 2024 that a later release needs no infrastructure at all', () => {
    expect(topologyFindings(rule, [], 'examples/engagement-2024.yaml').map(({ path }) => path)).toEqual([
      'workloads.sustained.route[1]',
      'workloads.variable.route[0]',
    ]);
  });

  it('names a later release of the same size where the zone has it', () => {
    const older: Edit[] = [
      ['release: llama-3.3-70b-instruct\n    precision: fp8\n    weights', 'release: llama-3-70b-instruct\n    precision: fp8\n    weights'],
      ['    quantization: fp8\n', '    quantization: fp8\n'],
    ];
    const found = topologyFindings(rule, older.slice(0, 1));
    expect(found.map(({ path }) => path)).toContain('workloads.variable.route[0]');
    const [variable] = found.filter(({ path }) => path.startsWith('workloads.variable'));
    expect(variable).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/^variable pays 2\.86 USD for 10\^6 tokens on us-bedrock; llama-3\.[13]-70b-instruct on bedrock costs 0\.72 /),
    });
  });

  it('asks for offers in the zone alone', () => {
    // Bedrock processes in the US: no offer is known to stay in the EU.
    expect(topologyFindings(rule).filter(({ path }) => path.startsWith('workloads.eu-production'))).toEqual([]);
  });
});
