import { describe, expect, it } from 'vitest';
import { resourceChanges } from '../../diff/resources.js';
import { cloudFormationStack, terraformStack } from '../../evidence/synthesized/stack.js';
import { pair, type SideEdits } from '../support/pair.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

const aws = (name: string, Resources: object, Parameters: object = {}, region = 'eu-north-1') =>
  cloudFormationStack({ name, account: '111122223333', region }, { Parameters, Resources }, {});
const vpc = (cidr: string) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } });
const stored = (Value: unknown, Name = '/llama/demo/vpc-id') => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name, Value } });
const network = (cidr: string) => aws('network', { Vpc: vpc(cidr), Id: stored({ Ref: 'Vpc' }) });
const taken = { VpcId: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/llama/demo/vpc-id' } };
const group = (VpcId: unknown, description = 'nodes') => ({ Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: description, VpcId } });
const actions = (changes: ReturnType<typeof resourceChanges>, stack: string) =>
  Object.fromEntries(changes.filter((change) => change.stack === stack).map(({ id, action }) => [id, action]));

describe('a value in a parameter of Systems Manager', () => {
  it('replaces what cannot take another one, and in its stack what refers to that', () => {
    const endpoint = { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] }, IpProtocol: 'tcp' } };
    const fleet = aws('fleet', { Group: group({ Ref: 'VpcId' }), Rule: endpoint }, taken);
    const changes = resourceChanges([network('10.0.0.0/16'), fleet], [network('10.1.0.0/16'), fleet]);
    expect(actions(changes, 'fleet')).toEqual({ Group: 'replace', Rule: 'replace' });
    expect(changes.find(({ id }) => id === 'Group')?.properties).toEqual([
      {
        path: 'Properties.VpcId',
        forces: 'replace',
        lines: ['  refers by the parameter `/llama/demo/vpc-id` to `Vpc` of `network`, which is replaced'],
      },
    ]);
  });

  it('changes in place what can, also through a dynamic reference, and keeps what changes besides', () => {
    const task = (cpu: string) => ({
      Type: 'AWS::Lambda::Function',
      Properties: { MemorySize: cpu, Environment: { Variables: { VPC: '{{resolve:ssm:/llama/demo/vpc-id}}' } } },
    });
    const changes = resourceChanges(
      [network('10.0.0.0/16'), aws('caller', { Task: task('128') })],
      [network('10.1.0.0/16'), aws('caller', { Task: task('256') })],
    );
    expect(changes.find(({ id }) => id === 'Task')).toMatchObject({
      action: 'update',
      properties: [
        { path: 'Properties.MemorySize', before: '128', after: '256' },
        { path: 'Properties.Environment.Variables.VPC', lines: [expect.stringContaining('`Vpc` of `network`')] },
      ],
    });
  });

  it('is followed from stack to stack', () => {
    const fleet = aws('fleet', { Group: group({ Ref: 'VpcId' }), Id: stored({ 'Fn::GetAtt': ['Group', 'GroupId'] }, '/llama/demo/group') }, taken);
    const rule = { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: { Ref: 'GroupId' }, IpProtocol: 'tcp' } };
    const caller = aws('caller', { Rule: rule }, { GroupId: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/llama/demo/group' } });
    const changes = resourceChanges([caller, fleet, network('10.0.0.0/16')], [caller, fleet, network('10.1.0.0/16')]);
    expect(actions(changes, 'caller')).toEqual({ Rule: 'replace' });
  });

  it('that perhaps changes may replace, and changes nothing in place', () => {
    const instance = (UserData: string) => aws('network', { Box: { Type: 'AWS::EC2::Instance', Properties: { UserData } }, Id: stored({ Ref: 'Box' }) });
    const caller = aws(
      'fleet',
      { Group: group({ Ref: 'VpcId' }), Queue: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'box', Value: { Ref: 'VpcId' } }] } } },
      taken,
    );
    expect(actions(resourceChanges([instance('a'), caller], [instance('b'), caller]), 'fleet')).toEqual({ Group: 'may-replace' });
  });

  it('is that of its own account and region, and stays while nothing it is made from is replaced', () => {
    const fleet = (region: string) => aws('fleet', { Group: group({ Ref: 'VpcId' }) }, taken, region);
    const far = fleet('us-east-2');
    expect(actions(resourceChanges([network('10.0.0.0/16'), far], [network('10.1.0.0/16'), far]), 'fleet')).toEqual({});
    const tagged = (name: string) =>
      aws('network', {
        Vpc: { ...vpc('10.0.0.0/16'), Properties: { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'a', Value: name }] } },
        Id: stored({ Ref: 'Vpc' }),
      });
    const near = fleet('eu-north-1');
    expect(actions(resourceChanges([tagged('a'), near], [tagged('b'), near]), 'fleet')).toEqual({});
    const literal = (id: string) => aws('network', { Id: stored(id) });
    expect(actions(resourceChanges([literal('vpc-1'), near], [literal('vpc-2'), near]), 'fleet')).toEqual({ Group: 'replace' });
  });
});

describe('a network with another range', () => {
  const report = pair({ edits: [['cidr: 10.40.0.0/16', 'cidr: 10.44.0.0/16']] });

  it('takes along what is in it: groups and targets replaced, the balancer perhaps, nodes and services moved', () => {
    expect(actions([...report.changes], 'acme-prod-aws-fleet-eu-fleet')).toEqual({
      FrontLoadBalancer8EB841B9: 'may-replace',
      FrontSecurityGroup: 'replace',
      FrontTargets99176DC4: 'replace',
      GpuExporterService2F2D9516: 'update',
      NodeSecurityGroup: 'replace',
      NodesGroup3A9CFCF5: 'update',
      ServingServiceAF2C3817: 'update',
    });
  });
});

describe('a stack that is no longer there', () => {
  it('is told beside others that go', () => {
    const changes = resourceChanges([network('10.0.0.0/16'), aws('fleet', { Group: group('vpc-1') })], []);
    expect(changes.map(({ stack, whole }) => `${stack} ${whole}`).sort()).toEqual(['fleet gone', 'network gone', 'network gone']);
  });
});

describe('a deploy-time value', () => {
  const outputs = { hosts: { grounding: { deployments: { blue: { endpointId: '4611686018427387904', pscAddress: '10.80.0.14' } } } } };
  const loaded = topologyWith([], 'topology.yaml', outputs);
  const stacks = [...(evidenceOf(loaded).aws ?? []), ...(evidenceOf(loaded).terraform ?? [])];
  /** Stands for whatever a later stack is made from. */
  const consumer = terraformStack('front', { resource: { google_dns_record_set: { r: { name: 'r.', managed_zone: 'z', rrdatas: ['10.80.0.14'] } } } }, {});
  const renamed = stacks.map((stack) =>
    stack.name === 'acme-search-google-vertex-grounding'
      ? terraformStack(stack.name, JSON.parse(JSON.stringify(stack.document).replace('"address_type":"INTERNAL"', '"address_type":"EXTERNAL"')), {})
      : stack,
  );

  it('is told to whoever was made from it, with the place to import it to', () => {
    const changes = resourceChanges([...stacks, consumer], [...renamed, consumer], { loaded });
    expect(changes.find(({ stack }) => stack === 'front')).toMatchObject({
      id: 'google_dns_record_set.r',
      properties: [
        {
          path: 'rrdatas',
          lines: [
            expect.stringMatching(
              /^ {2}refers by the `hosts\.grounding\.deployments\.blue\.pscAddress` of the outputs file \(to be imported again\) to `google_compute_address\./,
            ),
          ],
        },
      ],
    });
    expect(resourceChanges([...stacks, consumer], [...stacks, consumer], { loaded })).toEqual([]);
  });
});

describe('a name that other stacks use', () => {
  const rolePath: SideEdits = { edits: [['asOf: 2026-11-24\n', 'asOf: 2026-11-24\n\nlandingZone: {rolePath: /platform/}\n']] };

  it('is told with the resource that is made again under it', () => {
    const role = pair(rolePath).changes.find(({ stack, id }) => stack === 'acme-prod-aws-identity' && id.startsWith('globalassistRole'));
    expect(role).toMatchObject({
      action: 'replace',
      namedBy: expect.arrayContaining([expect.objectContaining({ stack: 'acme-prod-aws-bedrock-us-bedrock' })]),
    });
  });
});
