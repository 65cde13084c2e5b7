import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/resources.js';
import { type Change, definition, type Json } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

const finance = 'prod-aws-finance';
const identity = 'aws-identity';
const fleet = 'aws-fleet-eu-fleet';
const bedrock = 'aws-bedrock-us-bedrock';
const foundation = 'google-foundation-search';
const withoutId =
  (start: string): Change =>
  ({ Resources }) => {
    const [found, ...others] = Object.keys(Resources).filter((id) => id.startsWith(start));
    if (found === undefined || others.length > 0) throw new Error(`${start}: not one`);
    delete Resources[found];
  };
const copyOf =
  (start: string): Change =>
  (document) =>
    void (document.Resources['AnotherA1B2C3D4'] = structuredClone(definition(document, start)));
const withoutAddress =
  (type: string, start: string): Change =>
  ({ resource }) => {
    const [found] = Object.keys(resource[type]).filter((id) => id.startsWith(start));
    if (found === undefined) throw new Error(`${type} ${start}: none`);
    delete resource[type][found];
  };

describe(rule.id, () => {
  it.each(topologies.map(([, file]) => file))('accepts what %s synthesizes to', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  const changes: readonly (readonly [what: string, stack: string, change: Change, message: string])[] = [
    [
      'an alarm that every fleet has',
      fleet,
      withoutId('AlarmsNoReplica'),
      'acme-prod-aws-fleet-eu-fleet lacks AWS::CloudWatch::Alarm AlarmsNoReplica. Every stack of its kind has it.',
    ],
    [
      'a budget of one workload',
      finance,
      withoutId('variableBudget'),
      'acme-prod-aws-finance has 2 of AWS::Budgets::Budget {}Budget. Allowed: 3, one for each of its budgets.',
    ],
    ['a role of one workload', identity, withoutId('groundedRole'), 'has 4 of AWS::IAM::Role {}Role. Allowed: 5, one for each of its roles made here.'],
    [
      'a profile of one workload',
      bedrock,
      withoutId('WorkloadsvariableProfile'),
      'has 1 of AWS::Bedrock::ApplicationInferenceProfile Workloads{}Profile. Allowed: 2',
    ],
    [
      'a version of a guardrail',
      bedrock,
      withoutId('GuardrailVersion'),
      'has 0 of AWS::Bedrock::GuardrailVersion GuardrailVersion. Allowed: 1, since the topology has a guardrail that is made here.',
    ],
    [
      'a firewall rule',
      foundation,
      withoutAddress('google_compute_firewall', 'network-grounding_Private_DenyEgress'),
      'Private_DenyEgress. Allowed: 1, one for each of its networks made here.',
    ],
    [
      'a policy of the project',
      foundation,
      withoutAddress('google_org_policy_policy', 'Governance_NoKeys'),
      'has 0 of google_org_policy_policy Governance_NoKeys. Allowed: 1, since the topology has hosts in a project that is owned.',
    ],
    [
      'an output that another command reads',
      foundation,
      ({ output }: Json) => void delete output['serviceAccount-grounded'],
      'has 0 of output serviceAccount-{}. Allowed: 1',
    ],
    ['a second bucket', fleet, copyOf('FrontAccessLogs3'), 'has AWS::S3::Bucket Another, which no reviewed stack of its kind has.'],
    [
      'a budget that nobody asked for',
      finance,
      (document) => void (document.Resources['otherBudget2D2CEFD4'] = structuredClone(definition(document, 'variableBudget'))),
      'has 4 of AWS::Budgets::Budget {}Budget. Allowed: 3',
    ],
  ];
  it.each(changes)('notices %s', (_, stack, change, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });

  it('leaves to an extension what it allows, in its stacks', () => {
    const file = 'examples/landing-zone.yaml';
    const added: Change = ({ Resources }) => void (Resources['Another'] = { Type: 'AWS::CloudWatch::Dashboard', Properties: {} });
    expect(findingsAfter(rule, 'aws-extension-operations', added, {}, file)).toEqual([]);
    expect(findingsAfter(rule, 'aws-fleet-fleet', added, {}, file)).toMatchObject([{ message: expect.stringContaining('AWS::CloudWatch::Dashboard Another') }]);
  });
});
