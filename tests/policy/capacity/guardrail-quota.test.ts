import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/guardrail-quota.js';
import { judge } from '../../../policy/engine.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const found = (edits: Edit[] = [], file?: string) => judge([rule], topologyWith(edits, file), asOf, {});
// variable: 5,663,623 tokens a minute are 47.20 requests a second of 1 + 2 units; of global-assist 2,114,779 spill over with one node lost, 17.62 of 1 + 4: 229.7.
const granted: Edit = ['    subject: hosts.us-bedrock.guardrail\n    limit: 250\n', '    subject: hosts.us-bedrock.guardrail\n    limit: 229\n'];

describe(rule.id, () => {
  it('is silent about what is granted', () => {
    expect(found()).toEqual([]);
  });

  it('warns when less is granted than a peak with one node lost asks for, and says by which policy', () => {
    expect(found([granted])).toMatchObject([
      {
        severity: 'warning',
        path: 'hosts.us-bedrock.guardrail',
        message:
          'us-bedrock needs text units per second at peak for content filters 230 (an account starts with 25), denied topics 230 (an account starts with 25), personal data 230 (an account starts with 25) in us-east-2; as of 2026-11-24, guardrail-quota grants 229.',
      },
    ]);
  });

  it('asks for more where the whole prompt is handed over, and for nothing where little is', () => {
    expect(found([['personalData: anonymize}', 'personalData: anonymize, guarding: comprehensive}']])).toHaveLength(1);
    const quiet: Edit[] = [granted, ['tokensPerYear: 1220000000000', 'tokensPerYear: 12200000000'], ['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet]']];
    expect(found(quiet)).toEqual([]);
  });

  it('asks nothing of a guardrail that is not ours', () => {
    expect(found([granted, ['zones:\n  eu: [EU27]', 'existing:\n  guardrails:\n    us-bedrock: {id: gr1, version: "7"}\n\nzones:\n  eu: [EU27]']])).toEqual([]);
  });
});
