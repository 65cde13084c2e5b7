import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/guardrail-strength.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/us-maverick.yaml';
const guardrail = (strength: string): Edit => [
  'guardrail: { strength: medium, personalData: block }',
  `guardrail: { strength: ${strength}, personalData: block }`,
];
const claims: Edit = ['    dataClass: regulated', '    dataClass: customer'];
const existing: Edit = ['\nzones:\n', '\nexisting: { guardrails: { us-bedrock: { id: abc123def456, version: "1" } } }\n\nzones:\n'];
const armor: Edit = ['modelArmor: {strength: medium, personalData: block}', 'modelArmor: {strength: low, personalData: block}'];
const grounded: Edit = ['    dataClass: customer\n    class: grounded', '    dataClass: regulated\n    class: grounded'];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, topology) => expect(topologyFindings(rule, [], topology)).toEqual([]));

  it('refuses low on a host of regulated data, at the strength', () => {
    expect(topologyFindings(rule, [guardrail('low')], file)).toMatchObject([
      {
        path: 'hosts.us-bedrock.guardrail.strength',
        severity: 'error',
        message: 'Received low, and on us-bedrock agents is of class customer, claims is of class regulated. Allowed: medium, high.',
      },
    ]);
  });

  it.each([
    ['medium', [guardrail('medium')]],
    ['low where a guardrail that exists takes the place of the one described', [guardrail('low'), existing]],
  ])('accepts %s', (_, edits) => expect(topologyFindings(rule, edits, file)).toEqual([]));

  it('refuses low on data of customers, and accepts it on internal data', () => {
    expect(topologyFindings(rule, [guardrail('low'), claims], file)).toHaveLength(1);
    expect(
      topologyFindings(
        rule,
        [guardrail('low'), ['    dataClass: regulated', '    dataClass: internal'], ['    dataClass: customer', '    dataClass: public']],
        file,
      ),
    ).toEqual([]);
  });

  it('refuses Model Armor that is turned down', () => {
    expect(topologyFindings(rule, [armor])).toMatchObject([{ path: 'hosts.grounding.modelArmor.strength' }]);
    expect(topologyFindings(rule, [armor, grounded])).toMatchObject([{ path: 'hosts.grounding.modelArmor.strength' }]);
  });
});
