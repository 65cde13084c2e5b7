import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/eu-multimodal.js';
import { findings, topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const guard4: [string, string] = ['release: llama-guard-3-8b', 'release: llama-guard-4-12b'];
const fatal = { severity: 'fatal', path: 'hosts.screen.model', message: expect.stringContaining("The organisation's country is DE.") };

describe(rule.id, () => {
  it('accepts text models of the same licence versions for a licensee in the EU', () => {
    expect(findings(rule, [], 'examples/sovereign.yaml')).toEqual([]);
  });

  it('refuses a multimodal one, guards included', () => {
    expect(findings(rule, [guard4], 'examples/sovereign.yaml')).toMatchObject([fatal]);
  });

  it('follows the licensee, not the region', () => {
    expect(findings(rule, [guard4, ['country: DE', 'country: CH']], 'examples/sovereign.yaml')).toEqual([]);
    expect(findings(rule, [], 'examples/us-maverick.yaml')).toEqual([]);
    const moved = findings(rule, [['country: US', 'country: IE']], 'examples/us-maverick.yaml');
    expect(new Set(moved.map(({ path }) => path))).toEqual(new Set(['hosts.ohio-fleet.model', 'hosts.us-bedrock.model']));
  });

  it('sees the model that takes over, of fleets and of endpoints', () => {
    const next = (release: string): Edit[] => [
      ['\nmodels:\n', `\nmodels:\n  taking-over: {release: ${release}, precision: bf16}\n`],
      ['    endpoint: private-psc\n', '    endpoint: private-psc\n    next: {model: taking-over}\n'],
    ];
    expect(topologyFindings(rule, next('llama-4-scout-17b-16e-instruct'))).toMatchObject([{ severity: 'fatal', path: 'hosts.grounding.next.model' }]);
    expect(topologyFindings(rule, next('llama-3.1-8b-instruct'))).toEqual([]);
  });

  it('knows a licence of its own', () => {
    expect(
      findings(rule, [guard4, ['  distribution: internal', '  distribution: internal\n  separateLicenceId: meta-2026-17']], 'examples/sovereign.yaml'),
    ).toEqual([]);
  });
});
