import { describe, expect, it } from 'vitest';
import { gatewayTaskRoleArn, gatewayTasks, gatewayZones } from '../../derived/gateway-tasks.js';
import { gatewayFiles } from '../../gateway/files.js';
import { InputError } from '../../topology/error.js';
import { written } from '../support/synthesized.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const file = 'examples/existing-gateway.yaml';
const principal = 'arn:aws:iam::444455556666:role/company-gateway-us';

function refused(...edits: readonly Edit[]): string {
  try {
    topologyWith(edits, file);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'not refused';
}

describe('a gateway that exists', () => {
  const { topology } = topologyWith([], file);

  it('has no files, no tasks and no role here', () => {
    expect(gatewayFiles(topology, {})).toEqual({});
    expect(gatewayZones(topology)).toEqual([]);
    expect(gatewayTaskRoleArn(topology, 'us')).toBe(principal);
    expect(() => gatewayTasks(topology, 'us')).toThrow('the gateway of us exists already');
  });

  it('is the one that takes the roles of its workloads', () => {
    const { Resources } = written('aws-identity', file);
    const trust = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Role')
      .map(({ Properties }) => [Properties.RoleName, Properties.AssumeRolePolicyDocument.Statement]);
    const only = [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: principal } }];
    expect(trust).toEqual([
      ['llama-platform-brought-assist', only],
      ['llama-platform-brought-variable', only],
    ]);
  });

  it('finds in its network the endpoints that a gateway made here would', () => {
    const { Resources } = written('aws-network-us', file);
    const services = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint')
      .map(({ Properties: { ServiceName: name } }) => (typeof name === 'string' ? name.split('.').slice(3).join('.') : 's3'));
    expect(services.sort()).toEqual(['bedrock-runtime', 'ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 's3', 'secretsmanager', 'sts']);
  });

  it.each<[string, Edit, string]>([
    [
      'tasks',
      ['      network: us\n', '      network: us\n      tasks: {min: 2, max: 4}\n'],
      'gateway.zones.us.tasks: received with engine existing. Allowed there: network, principal, address.',
    ],
    ['no principal', [`      principal: ${principal}\n`, ''], 'gateway.zones.us: received no principal. Needed with engine existing: principal, address.'],
    ['a principal of another account', [principal, principal.replace('444455556666', '555566667777')], 'Allowed: arn:aws:iam::444455556666:role/…'],
    ['a principal that is everybody', [principal, '"*"'], 'the ARN of a role'],
    ['engine envoy', ['engine: existing', 'engine: envoy'], 'gateway.zones.us: received no tasks. Needed with engine envoy: tasks.'],
  ])('is refused with %s', (_, edit, says) => {
    expect(refused(edit)).toContain(says);
  });
});
