import { describe, expect, it } from 'vitest';
import { exposureChanges, widensExisting } from '../../diff/exposure.js';
import { cloudFormationStack, terraformStack } from '../../evidence/synthesized/stack.js';

const policy = (...Statement: object[]) =>
  cloudFormationStack(
    { name: 's' },
    { Resources: { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: ['gateway'], PolicyDocument: { Statement } } } } },
    {},
  );
const allow = (Action: unknown, Resource: unknown, more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const wider = (...stacks: Parameters<typeof exposureChanges>) => exposureChanges(...stacks).filter(({ widens }) => widens);
const module = (resource: object) => terraformStack('m', { resource }, {});

describe('what is no opening', () => {
  it('is the rule of a group that lets nothing out', () => {
    const group = (...SecurityGroupEgress: object[]) =>
      cloudFormationStack({ name: 's' }, { Resources: { G: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupEgress } } } }, {});
    const nothing = { CidrIp: '255.255.255.255/32', Description: 'Disallow all traffic', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 };
    const none = cloudFormationStack({ name: 's' }, { Resources: {} }, {});
    expect(exposureChanges([none], [group(nothing)])).toEqual([]);
    expect(wider([none], [group({ ...nothing, ToPort: 87 })])).toHaveLength(1);
    expect(wider([none], [group({ ...nothing, CidrIp: '255.255.255.254/32' })])).toHaveLength(1);
  });
});

describe('what a new stack grants', () => {
  it('is told of the stack, unless it opens to the internet', () => {
    const rows = exposureChanges([], [policy(allow('s3:GetObject', 'arn:a'))], new Set(['s']));
    expect(rows).toMatchObject([{ widens: true, whole: 'new' }]);
    expect(rows.filter(widensExisting)).toEqual([]);
    expect(exposureChanges([], [policy(allow('s3:GetObject', 'arn:a'))]).filter(widensExisting)).toHaveLength(1);
    expect(widensExisting({ ...(rows[0] as NonNullable<(typeof rows)[0]>), kind: 'public' })).toBe(true);
  });
});

describe('what widens', () => {
  it('is a new action, a wider resource, a lost condition', () => {
    const before = policy(allow('s3:GetObject', 'arn:a', { Condition: { Bool: { x: 'true' } } }));
    expect(wider([before], [policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:a', { Condition: { Bool: { x: 'true' } } }))])).toMatchObject([
      { who: 'gateway', what: ['s3:PutObject'], where: 'arn:a' },
    ]);
    expect(wider([before], [policy(allow('s3:GetObject', '*', { Condition: { Bool: { x: 'true' } } }))])).toMatchObject([{ where: '*' }]);
    expect(wider([before], [policy(allow('s3:GetObject', 'arn:a'))])).toMatchObject([{ condition: '' }]);
  });

  it('is not a condition that asks for more, nor a prohibition that asks for less', () => {
    const callers = (...arns: string[]) => policy(allow('bedrock:InvokeModel', '*', { Condition: { ArnEquals: { 'aws:PrincipalArn': arns } } }));
    expect(wider([callers('a', 'b')], [callers('a')])).toEqual([]);
    expect(wider([callers('a')], [callers('a', 'b')])).toHaveLength(1);
    const outside = (...regions: string[]) =>
      policy({ Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } } });
    const nowhere = policy({ Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' });
    expect(wider([outside('eu-north-1')], [nowhere])).toEqual([]);
    expect(wider([outside('eu-north-1', 'us-east-2')], [outside('eu-north-1')])).toEqual([]);
    expect(wider([outside('eu-north-1')], [outside('eu-north-1', 'us-east-2')])).toHaveLength(1);
    expect(wider([nowhere], [outside('eu-north-1')])).toHaveLength(1);
  });

  it('is a control that goes: an audit log, a service of a perimeter, the enforcement of a policy', () => {
    const audit = (...types: string[]) =>
      module({ google_project_iam_audit_config: { a: { project: 'p', service: 's', audit_log_config: types.map((log_type) => ({ log_type })) } } });
    expect(wider([audit('DATA_READ', 'DATA_WRITE')], [audit('DATA_READ')])).toMatchObject([{ sign: '-', effect: 'deny', what: ['DATA_WRITE of s unlogged'] }]);
    const perimeter = (services: string[], more = {}) =>
      module({ google_access_context_manager_service_perimeter: { p: { name: 'p', status: [{ restricted_services: services, ...more }] } } });
    expect(wider([perimeter(['a', 'b'])], [perimeter(['a'])])).toMatchObject([{ sign: '-', what: ['b'] }]);
    const ingress = { ingress_policies: [{ ingress_from: [{ identity_type: 'ANY_IDENTITY' }], ingress_to: [{ resources: ['*'] }] }] };
    expect(wider([perimeter(['a'])], [perimeter(['a'], ingress)])).toMatchObject([
      { sign: '+', effect: 'allow', who: expect.stringContaining('ANY_IDENTITY') },
    ]);
    const assignment = (enforce: boolean) =>
      module({ azurerm_subscription_policy_assignment: { a: { enforce, policy_definition_id: 'd', subscription_id: 's' } } });
    expect(wider([assignment(true)], [assignment(false)])).toMatchObject([{ sign: '-', effect: 'deny' }]);
  });

  it('is a guard that stops less: a lower strength, a filter or an entity that goes, not one that stops more', () => {
    const guardrail = (strength: string, action: string) =>
      cloudFormationStack(
        { name: 's' },
        {
          Resources: {
            G: {
              Type: 'AWS::Bedrock::Guardrail',
              Properties: {
                ContentPolicyConfig: { FiltersConfig: [{ Type: 'HATE', InputStrength: strength, OutputStrength: 'NONE' }] },
                SensitiveInformationPolicyConfig: { PiiEntitiesConfig: [{ Type: 'PIN', Action: action }] },
              },
            },
          },
        },
        {},
      );
    expect(wider([guardrail('HIGH', 'BLOCK')], [guardrail('LOW', 'ANONYMIZE')])).toMatchObject([
      { sign: '-', effect: 'deny', what: ['HATE in input, HIGH', 'HATE in input, MEDIUM', 'PIN at all'] },
    ]);
    expect(wider([guardrail('LOW', 'ANONYMIZE')], [guardrail('HIGH', 'BLOCK')])).toEqual([]);
    const armor = (level: string) =>
      module({
        google_model_armor_template: { t: { filter_config: [{ rai_settings: [{ rai_filters: [{ filter_type: 'HATE_SPEECH', confidence_level: level }] }] }] } },
      });
    expect(wider([armor('MEDIUM_AND_ABOVE')], [armor('HIGH')])).toMatchObject([{ what: ['HATE_SPEECH, MEDIUM_AND_ABOVE'] }]);
    expect(wider([armor('MEDIUM_AND_ABOVE')], [armor('LOW_AND_ABOVE')])).toEqual([]);
    const filter = (severity: string, block = true) =>
      module({
        azurerm_cognitive_account_rai_policy: {
          p: { content_filter: [{ name: 'Hate', source: 'Prompt', filter_enabled: true, block_enabled: block, severity_threshold: severity }] },
        },
      });
    expect(wider([filter('Low')], [filter('Medium')])).toMatchObject([{ what: ['Hate in prompt, Low'] }]);
    expect(wider([filter('Medium')], [filter('Medium', false)])).toHaveLength(1);
  });

  it('is not what a wider right gave already', () => {
    expect(wider([policy(allow('s3:*', '*'))], [policy(allow('s3:GetObject', 'arn:a'))])).toEqual([]);
    expect(exposureChanges([policy(allow('s3:*', '*'))], [policy(allow('s3:GetObject', 'arn:a'))])).toHaveLength(2);
  });

  it('is a prohibition that goes, also one inside a string', () => {
    const scp = (...Statement: object[]) =>
      cloudFormationStack(
        { name: 's' },
        { Resources: { P: { Type: 'AWS::Organizations::Policy', Properties: { Content: JSON.stringify({ Statement }) } } } },
        {},
      );
    const deny = { Effect: 'Deny', Action: 'ec2:PurchaseCapacityBlock', Resource: '*' };
    expect(wider([scp(deny)], [scp()])).toMatchObject([{ sign: '-', effect: 'deny', what: ['ec2:PurchaseCapacityBlock'] }]);
  });

  it('is an exception that a prohibition gains', () => {
    const deny = (...NotResource: string[]) => policy({ Effect: 'Deny', Action: 'bedrock:InvokeModel', NotResource });
    expect(wider([deny('arn:a')], [deny('arn:a', 'arn:b')])).toMatchObject([{ sign: '-', effect: 'deny', where: 'all but arn:a' }]);
  });

  it('is a port that opens, and the internet above all', () => {
    const group = (CidrIp: string) =>
      cloudFormationStack(
        { name: 's' },
        {
          Resources: {
            G: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: [{ CidrIp, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }] } },
          },
        },
        {},
      );
    expect(wider([group('10.0.0.0/16')], [group('0.0.0.0/0')])).toMatchObject([
      { kind: 'public' },
      { kind: 'network', who: '0.0.0.0/0', what: ['in tcp 443'] },
    ]);
  });

  it('is a Google binding, a permission of a custom role, an organization policy that goes', () => {
    const before = module({
      google_org_policy_policy: { p: { name: 'n', parent: 'x', spec: {} } },
      google_project_iam_custom_role: { r: { role_id: 'r', project: 'x', permissions: ['a.b'] } },
    });
    const after = module({
      google_project_iam_member: { m: { project: 'x', role: 'roles/owner', member: 'user:a' } },
      google_project_iam_custom_role: { r: { role_id: 'r', project: 'x', permissions: ['a.b', 'a.c'] } },
    });
    expect(wider([before], [after]).map(({ sign, what }) => [sign, what[0]])).toEqual([
      ['-', 'against n'],
      ['+', 'a.c'],
      ['+', 'roles/owner'],
    ]);
  });

  it('is an action of an Azure role, or one that it no longer takes away', () => {
    const role = (permissions: object) => module({ azurerm_role_definition: { r: { name: 'callers', scope: '/sub', permissions: [permissions] } } });
    const before = role({ data_actions: ['a/b/action'], not_data_actions: ['a/c/action'] });
    const after = role({ data_actions: ['a/b/action', 'a/d/action'], actions: ['a/listKeys/action'] });
    expect(
      wider([before], [after])
        .map(({ kind, what }) => [kind, what.join()])
        .sort(),
    ).toEqual([
      ['iam', 'a/c/action'],
      ['iam', 'a/d/action,a/listKeys/action'],
    ]);
  });

  it('is an Azure role assignment, a trust, a security rule', () => {
    const after = module({
      azurerm_role_assignment: { a: { scope: '/sub', role_definition_name: 'Owner', principal_id: 'p' } },
      azurerm_federated_identity_credential: { f: { issuer: 'https://i', subject: 's', parent_id: 'u' } },
      azurerm_network_security_group: {
        g: { security_rule: [{ direction: 'Inbound', access: 'Allow', protocol: 'Tcp', source_address_prefix: '*', destination_port_range: '22' }] },
      },
    });
    expect(wider([module({})], [after]).map(({ kind, what }) => [kind, what[0]])).toEqual([
      ['public', expect.stringContaining('A security rule admits *')],
      ['iam', 'federate'],
      ['network', 'in Tcp 22'],
      ['iam', 'Owner'],
    ]);
  });
});
