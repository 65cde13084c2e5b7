import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { type Json, propertiesOf, resourceOf, type Written } from '../support/documents.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { asOf, topologyWith } from '../support/topologies.js';

/** An edit of a written stack of the reference, and the rule that has to name it. */
type Attack = readonly [what: string, stack: string, change: (document: Written) => void, by: string];

const account = '111122223333';
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const containers = (document: Written): Json[] => propertiesOf(document, 'Task').ContainerDefinitions;
const listenerRule = (document: Written): Json => resourceOf(document, 'AWS::ElasticLoadBalancingV2::ListenerRule');
const variable = (document: Written, name: string): Json =>
  containers(document)
    .find(({ Name }) => Name === 'configuration')
    .Environment.find(({ Name }: Json) => Name === name);

const attacks: readonly Attack[] = [
  [
    'a listener rule widened to every path',
    'aws-gateway-eu',
    (d) => void (listenerRule(d).Conditions[0].PathPatternConfig.Values = ['/*']),
    'network/as-derived',
  ],
  [
    'a listener that forwards what no rule names',
    'aws-gateway-eu',
    (d) => void (resourceOf(d, 'AWS::ElasticLoadBalancingV2::Listener').DefaultActions = listenerRule(d).Actions),
    'network/as-derived',
  ],
  [
    'egress of tasks widened to the internet',
    'aws-gateway-eu',
    (d) => void (propertiesOf(d, 'TaskSecurityGroup').SecurityGroupEgress[0].CidrIp = '0.0.0.0/0'),
    'network/no-egress',
  ],
  [
    'callers widened to the internet',
    'aws-gateway-eu',
    (d) => void (propertiesOf(d, 'FrontSecurityGroup').SecurityGroupIngress[0].CidrIp = '0.0.0.0/0'),
    'network/private-only',
  ],
  [
    'an image of a denied line',
    'aws-gateway-eu',
    (d) => void containers(d).push({ Name: 'tap', Image: `x.dkr.ecr/litellm:1.107.2` }),
    'supply-chain/denied-version',
  ],
  ['another digest of the configuration', 'aws-gateway-eu', (d) => void (variable(d, 'CONFIGURATION_SHA256').Value = '0'.repeat(64)), 'data-use/gateway-task'],
  [
    'a role of a workload that takes the role of tasks of another zone',
    'aws-identity',
    (d) => void (propertiesOf(d, 'euproductionRole').AssumeRolePolicyDocument.Statement[0].Principal.AWS = role('llama-gateway-acme-us')),
    'identity/principals',
  ],
  [
    'tasks of a zone whose policy takes roles of another',
    'aws-gateway-us',
    (d) =>
      void propertiesOf(d, 'TaskAccess').PolicyDocument.Statement.push({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: role('llama-platform-acme-eu-production'),
      }),
    'identity/principals',
  ],
  [
    'tasks of a zone that run as another’s role',
    'aws-gateway-us',
    (d) => void (propertiesOf(d, 'Task').TaskRoleArn = `arn:aws:iam::${account}:role/llama-gateway-acme-eu`),
    'data-use/gateway-task',
  ],
  [
    'a role of tasks that a role of another zone’s tasks takes',
    'aws-identity',
    (d) =>
      void propertiesOf(d, 'ZoneseuRole').AssumeRolePolicyDocument.Statement.push({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: role('llama-gateway-acme-us') },
      }),
    'identity/principals',
  ],
];

describe('edits of a gateway’s stacks', () => {
  const loaded = topologyWith();
  it.each(attacks)('%s: found', (_, stack, change, by) => {
    const named = rules.filter(({ id }) => id === by);
    const found = judge(named, loaded, asOf, mutated(evidenceOf(loaded), stack, change));
    expect(found.filter(({ severity }) => severity !== 'warning')).not.toEqual([]);
  });
});
