import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/guards.js';
import { type Change, definition, type Json, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

const without = (list: Json[], index: number) => list.splice(index, 1);
const control = (document: Json, id: string) => definition(document, id).Properties;

it.each(topologies)('%s has no finding', (_, file) => {
  expect(findings(rule, [], file)).toEqual([]);
});

describe('one change of a guard is a finding', () => {
  it.each<[string, string, Change, RegExp]>([
    ...[0, 1, 2, 3, 4, 5, 6].map((index): [string, string, Change, RegExp] => [
      `statement ${index} of the Bedrock boundary taken out`,
      'aws-organization',
      (document) => without(control(document, 'Bedrockprod').Content.Statement, index),
      /lacks a part of Content\.Statement/,
    ]),
    [
      'the limit on regions of accelerators taken out',
      'aws-organization',
      (document) => without(control(document, 'Capacityprod').Content.Statement, 1),
      /ec2:RunInstances/,
    ],
    [
      'a purchaser more',
      'aws-organization',
      (document) => Object.assign(control(document, 'Capacityprod').Content.Statement[0].Condition.ArnNotLike, { 'aws:PrincipalArn': '*' }),
      /aws:PrincipalArn is \*/,
    ],
    [
      'the opt-out of AI services taken out',
      'aws-organization',
      (document) => delete (document.Resources as Json)[Object.keys(document.Resources).find((id) => id.startsWith('OptOut')) as string],
      /AWS::Organizations::Policy OptOutPolicy is missing/,
    ],
    [
      'the opt-out turned round',
      'aws-organization',
      (document) => Object.assign(control(document, 'OptOut').Content.services.default.opt_out_policy, { '@@assign': 'optIn' }),
      /optIn; allowed: optOut/,
    ],
    [
      'accelerators forbidden everywhere',
      'aws-organization',
      (document) => delete control(document, 'Capacityprod').Content.Statement[1].Condition.StringNotEquals,
      /aws:RequestedRegion <every fleet region>/,
    ],
    ['a target less', 'aws-organization', (document) => Object.assign(control(document, 'OptOut'), { TargetIds: [] }), /TargetIds/],
    [
      'a list that allows everything besides',
      'google-foundation-search',
      (document) => {
        terraformResourceOf(document, 'google_org_policy_policy', 1).spec.rules[0].allow_all = 'TRUE';
      },
      /allow_all is TRUE; allowed: absent/,
    ],
    [
      'an exemption from the audit log',
      'google-foundation-search',
      (document) => {
        terraformResourceOf(document, 'google_project_iam_audit_config').audit_log_config[0].exempted_members = ['user:eve@acme.example'];
      },
      /exempted_members is user:eve@acme\.example; allowed: absent/,
    ],
    [
      'a service outside the perimeter',
      'google-foundation-search',
      (document) => {
        terraformResourceOf(document, 'google_access_context_manager_service_perimeter').spec.restricted_services.pop();
      },
      /spec\.restricted_services/,
    ],
    [
      'a filter of Model Armor turned down',
      'google-vertex-grounding',
      (document) => {
        terraformResourceOf(document, 'google_model_armor_template').filter_config.rai_settings.rai_filters[0].confidence_level = 'HIGH';
      },
      /confidence_level is HIGH; allowed: MEDIUM_AND_ABOVE/,
    ],
    [
      'a filter of Model Armor taken out',
      'google-vertex-grounding',
      (document) => {
        terraformResourceOf(document, 'google_model_armor_template').filter_config.rai_settings.rai_filters.pop();
      },
      /lacks a part of filter_config\.rai_settings\.rai_filters/,
    ],
    [
      'a policy assignment that does not hold in a group',
      'azure-account',
      (document) =>
        Object.assign(terraformResourceOf(document, 'azurerm_subscription_policy_assignment'), { not_scopes: ['/subscriptions/0/resourceGroups/x'] }),
      /not_scopes/,
    ],
    [
      'caching that was switched on',
      'google-foundation-search',
      (document) => Object.assign(terraformResourceOf(document, 'google_vertex_ai_cache_config'), { disable_cache: false }),
      /disable_cache is false; allowed: true/,
    ],
    [
      'a perimeter whose policy is for another project',
      'google-foundation-search',
      (document) => Object.assign(terraformResourceOf(document, 'google_access_context_manager_access_policy'), { scopes: ['projects/1'] }),
      /scopes is projects\/1; allowed: projects\/123456789012/,
    ],
  ])('%s', (_, stack, change, message) => {
    expect(
      findingsAfter(rule, stack, change)
        .map((finding) => finding.message)
        .join('\n'),
    ).toMatch(message);
  });
});

describe('a guard written in another way', () => {
  const perimeter = (change: (one: Json) => void) =>
    findingsAfter(rule, 'google-foundation-search', (document) => change(terraformResourceOf(document, 'google_access_context_manager_service_perimeter')));
  const assignment = (enforce: boolean) =>
    findingsAfter(
      rule,
      'azure-account',
      (document) => void Object.assign(terraformResourceOf(document, 'azurerm_subscription_policy_assignment'), { enforce }),
    );

  it('is the same as a list of one block or with a value that it has anyway', () => {
    expect(perimeter((one) => (one.spec = [one.spec]))).toEqual([]);
    expect(assignment(true)).toEqual([]);
  });

  it('is held to its form all the same', () => {
    const [{ message: more } = { message: '' }] = perimeter((one) => (one.spec = [{ ...one.spec, resources: ['projects/1'] }]));
    expect(more).toContain('spec.resources is projects/1');
    expect(perimeter((one) => (one.spec = [one.spec, { resources: ['projects/1'] }]))).not.toEqual([]);
    const [{ message: off } = { message: '' }] = assignment(false);
    expect(off).toContain('enforce is false; allowed: absent');
  });
});
