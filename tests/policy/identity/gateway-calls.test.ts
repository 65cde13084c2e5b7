import { describe, expect, it } from 'vitest';
import { readZone } from '../../../evidence/gateway/zone.js';
import { type Evidence, judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/identity/gateway-calls.js';
import { definition, type Json, propertiesOf, type Written } from '../../support/documents.js';
import { rehearsed } from '../../support/gateway.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

/** What is found in the files of a topology beside its stacks, after a change of one of either. */
function found(
  file = 'topology.yaml',
  change: { readonly stack?: readonly [name: string, edit: (template: Written) => void]; readonly tokens?: (zones: Json) => void } = {},
) {
  const { loaded, files } = rehearsed(file);
  const zones = structuredClone(files);
  if (change.tokens !== undefined) {
    const tokens = Object.fromEntries(Object.entries(zones).map(([zone, all]) => [zone, JSON.parse(all['tokens.json'] ?? '')]));
    change.tokens(tokens);
    for (const [zone, all] of Object.entries(zones)) all['tokens.json'] = JSON.stringify(tokens[zone]);
  }
  const stacks = evidenceOf(topologyWith([], file));
  const evidence: Evidence = change.stack === undefined ? stacks : mutated(stacks, ...change.stack);
  const gateway = Object.entries(zones).map(([zone, all]) => readZone({ zone, files: all }));
  return judge([rule], loaded, asOf, { ...(evidence.aws !== undefined && { aws: evidence.aws }), gateway }).map(({ message }) => message);
}

const idOf = (template: Written, start: string) => Object.keys(template.Resources).find((id) => id.startsWith(start)) ?? 'none';

const statement = (template: Written, id: string, sid: string): Json =>
  propertiesOf(template, id).PolicyDocument.Statement.find((one: Json) => one.Sid === sid);

describe(rule.id, () => {
  it.each(topologies)('finds nothing in %s', (_, file) => expect(found(file)).toEqual([]));

  it.each<[string, string, (template: Written) => void, string]>([
    [
      'a key that may not be read',
      'aws-fleet-eu-fleet',
      (t) => definition(t, 'GatewayAccess').Properties.PolicyDocument.Statement.splice(0, 1),
      'eu-production.eu-fleet needs secretsmanager:GetSecretValue',
    ],
    [
      'a model that may not be invoked',
      'aws-bedrock-us-bedrock',
      (t) => void (propertiesOf(t, 'WorkloadsvariableInvoke').PolicyDocument.Statement = []),
      'variable.us-bedrock needs bedrock:InvokeModel on',
    ],
    [
      'a model that may be invoked from somewhere alone',
      'aws-bedrock-us-bedrock',
      (t) =>
        propertiesOf(t, 'WorkloadsvariableInvoke').PolicyDocument.Statement.forEach((one: Json) => {
          one.Condition = { ...one.Condition, IpAddress: { 'aws:SourceIp': '192.0.2.1/32' } };
        }),
      'variable.us-bedrock needs bedrock:InvokeModel on',
    ],
    [
      'a right that another statement takes away',
      'aws-fleet-eu-fleet',
      (t) => propertiesOf(t, 'GatewayAccess').PolicyDocument.Statement.push({ Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' }),
      'takes away',
    ],
    [
      'a right that is taken away with all but what is named',
      'aws-fleet-eu-fleet',
      (t) => propertiesOf(t, 'GatewayAccess').PolicyDocument.Statement.push({ Effect: 'Deny', NotAction: 'kms:*', Resource: '*' }),
      'takes away',
    ],
    [
      'a role that no stack makes',
      'aws-identity',
      (t) => void delete t.Resources[idOf(t, 'developmentRole')],
      'a role that no stack makes and existing.roles does not name',
    ],
    [
      'streams that may not be asked for',
      'aws-bedrock-us-bedrock',
      (t) => propertiesOf(t, 'WorkloadsvariableInvoke').PolicyDocument.Statement.forEach((one: Json) => void (one.Action = 'bedrock:InvokeModel')),
      'InvokeModelWithResponseStream',
    ],
    [
      'a role that trusts another zone',
      'aws-identity',
      (t) =>
        void (propertiesOf(t, 'developmentRole').AssumeRolePolicyDocument.Statement[0].Principal.AWS = 'arn:aws:iam::111122223333:role/llama-gateway-acme-eu'),
      'does not trust',
    ],
    [
      'a broker that may not be asked',
      'aws-identity',
      (t) => void (statement(t, 'developmentWebIdentity', 'AskTheTokenBroker').Resource = 'arn:aws:lambda:eu-north-1:111122223333:function:other'),
      'needs lambda:InvokeFunction',
    ],
    [
      'an endpoint for somebody else',
      'aws-network-us',
      (t) =>
        propertiesOf(t, 'Networkbedrockruntime').PolicyDocument.Statement.forEach(
          (one: Json) => void (one.Condition.ArnEquals = { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/other' }),
        ),
      'does not let through',
    ],
    [
      'an endpoint that lets no key be read',
      'aws-network-eu',
      (t) => void (propertiesOf(t, 'Networksecretsmanager').PolicyDocument.Statement[0].Action = ['secretsmanager:DescribeSecret']),
      'of eu does not let through',
    ],
    [
      'an endpoint that takes no role',
      'aws-network-eu',
      (t) => void (propertiesOf(t, 'Networksts').PolicyDocument.Statement[0].Action = ['sts:GetCallerIdentity']),
      'needs sts:AssumeRole',
    ],
    [
      'a right on a host that no file calls',
      'aws-fleet-eu-fleet',
      (t) => definition(t, 'GatewayAccess').Properties.Roles.push('llama-platform-acme-development'),
      'gives development rights on eu-fleet, which nothing in the files of zone any calls',
    ],
  ])('refuses %s', (_, stack, edit, says) => {
    expect(found('topology.yaml', { stack: [stack, edit] }).join('\n')).toContain(says);
  });

  it('refuses a role that nothing gives a right', () => {
    const another = (zones: Json) =>
      void (zones['eu'].credentials['eu-production.eu-fleet'].role = 'arn:aws:iam::111122223333:role/llama-platform-acme-nobody');
    expect(found('topology.yaml', { tokens: another }).join('\n')).toContain(
      'as arn:aws:iam::111122223333:role/llama-platform-acme-nobody, which no policy of it allows',
    );
  });
});
