import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/residency/guardrail-region.js';
import { resourceOf, type Written } from '../../support/documents.js';
import { findings } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const profile = (id: string) => (document: Written) => {
  resourceOf(document, 'AWS::Bedrock::Guardrail').CrossRegionConfig = { GuardrailProfileArn: `arn:aws:bedrock:x:111122223333:guardrail-profile/${id}` };
};
const after = (change: (document: Written) => void, stack = 'aws-bedrock-us-bedrock', edits: readonly Edit[] = [], file = 'topology.yaml') => {
  const loaded = topologyWith(edits, file);
  return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), stack, change));
};
const anywhere: Edit = ['    regions: [us-east-2]\n', ''];
const own: Edit = ['zones:\n  eu: [EU27]', 'existing:\n  guardrails:\n    us-bedrock: {id: gr1abc2def3g, version: "7"}\n\nzones:\n  eu: [EU27]'];
const seen: Edit = [
  'approvals:\n',
  'approvals:\n  judged-here:\n    kind: guardrail-region\n    subject: existing.guardrails.us-bedrock\n    reference: no profile, classic tier; read in the console\n    grantedBy: security@acme.example\n    grantedOn: 2026-11-01\n    expires: 2027-10-31\n',
];

describe(rule.id, () => {
  it('accepts guardrails that judge where they stand', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [], 'examples/eu-import.yaml')).toEqual([]);
  });

  it('notices a guardrail profile that judges beyond the only region of a workload, and lists where', () => {
    expect(after(profile('us.guardrail.v1:0'))).toMatchObject([
      {
        severity: 'fatal',
        path: 'hosts.us-bedrock.guardrail',
        message: 'Guardrail profile us.guardrail.v1:0 from us-east-2 judges in us-east-1, us-east-2, us-west-2; variable allows only us-east-2.',
      },
    ]);
  });

  it('accepts the same profile for workloads whose zone holds every destination', () => {
    expect(after(profile('us.guardrail.v1:0'), 'aws-bedrock-us-bedrock', [anywhere])).toEqual([]);
    expect(after(profile('eu.guardrail.v1:0'), 'aws-bedrock-import-eu-import', [], 'examples/eu-import.yaml')).toEqual([]);
  });

  it('refuses a profile whose destinations leave the zone, and one that nobody knows', () => {
    const germany: Edit = ['  eu: [EU27]', '  eu: [DE]'];
    expect(after(profile('eu.guardrail.v1:0'), 'aws-bedrock-import-eu-import', [germany], 'examples/eu-import.yaml')[0]?.message).toContain(
      'claims must stay in zone eu, which leaves out ES, FR, IE, IT, SE',
    );
    expect(after(profile('mars.guardrail.v1:0'))[0]?.message).toContain('in regions that facts do not list');
  });

  it('refuses the standard tier without a profile', () => {
    const tier = (document: Written) => (resourceOf(document, 'AWS::Bedrock::Guardrail').TopicPolicyConfig.TopicsTierConfig.TierName = 'STANDARD');
    expect(after(tier)).toMatchObject([{ message: expect.stringMatching(/^Tier STANDARD without a profile .*variable allows only us-east-2/) }]);
  });

  it('asks for an approval where the guardrail is not ours', () => {
    expect(findings(rule, [own])).toMatchObject([{ path: 'existing.guardrails.us-bedrock', message: expect.stringContaining('cannot be seen; variable') }]);
    expect(findings(rule, [own, seen])).toEqual([]);
  });
});
