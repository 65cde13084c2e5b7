import { describe, expect, it } from 'vitest';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as gatewayRights } from '../../../policy/identity/gateway-rights.js';
import { rule as principals } from '../../../policy/identity/principals.js';
import { rule as workloadRole } from '../../../policy/identity/workload-role.js';
import type { Rule } from '../../../policy/rule.js';
import type { Json } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const file = 'examples/any-zone.yaml';
const after = (rule: Rule, type: string, change: (resource: Json) => void) =>
  findingsAfter(rule, 'watsonx-runtime-ibm', (document) => change(Object.values<Json>(document.resource[type])[0]), {}, file)
    .map(({ message }) => message)
    .join('\n');

describe('RuntimeStack', () => {
  it.each([emitted, gatewayRights, workloadRole, principals].map((rule) => [rule.id, rule] as const))('is as %s wants it', (_, rule) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, Rule, string, (resource: Json) => void, string]>([
    ['another plan', emitted, 'ibm_resource_instance', (one) => (one.plan = 'lite'), 'plan'],
    ['another service', emitted, 'ibm_resource_instance', (one) => (one.service = 'kms'), 'service'],
    ['tags of another workload', emitted, 'ibm_resource_instance', (one) => (one.tags = ['workload:other']), 'tags'],
    ['a profile of nobody', emitted, 'ibm_iam_trusted_profile', (one) => (one.name = 'other'), 'Allowed: afar-ibm-for-drafts'],
    ['a profile that a person takes', emitted, 'ibm_iam_trusted_profile_identity', (one) => Object.assign(one, { type: 'user' }), 'type'],
    ['another service ID', emitted, 'ibm_iam_trusted_profile_identity', (one) => (one.identifier = 'ServiceId-x'), 'identifier'],
    ['more rights', workloadRole, 'ibm_iam_trusted_profile_policy', (one) => (one.roles = ['Manager']), 'gives Manager on'],
    ['rights on every instance', workloadRole, 'ibm_iam_trusted_profile_policy', (one) => delete one.resources, 'on everything'],
    [
      'a right that is missing',
      gatewayRights,
      'ibm_iam_trusted_profile_policy',
      (one) => (one.roles = ['Viewer']),
      'Nothing gives the gateway of drafts Writer',
    ],
    [
      'rights on another instance',
      principals,
      'ibm_iam_trusted_profile_policy',
      (one) => (one.resources[0].resource_instance_id = 'x'),
      'resource_instance_id',
    ],
  ])('refuses %s', (_, rule, type, change, says) => {
    expect(after(rule, type, change)).toContain(says);
  });
});
