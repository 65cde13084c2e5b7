import { describe, expect, it } from 'vitest';
import { bedrockPlaces } from '../../derived/aws-places.js';
import { gatewayRole, gatewayRoleArn } from '../../derived/gateway-role.js';
import { partitionOf } from '../../derived/partition-of.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();

describe('places of Bedrock', () => {
  it('are where it is called and where it processes, each once', () => {
    expect(bedrockPlaces(topology)).toEqual([{ account: 'prod', region: 'us-east-2' }]);
    const spread: Edit[] = [['profile: in-region', 'profile: us']];
    expect(bedrockPlaces(topologyWith(spread).topology).map(({ region }) => region)).toEqual(['us-east-1', 'us-east-2', 'us-west-2']);
    expect(bedrockPlaces(topologyWith([], 'examples/us-maas.yaml').topology)).toEqual([]);
  });
});

describe('roles of gateways', () => {
  it('are made here, or those that exist, whose path is no part of the name', () => {
    expect([gatewayRole(topology, 'variable'), gatewayRoleArn(topology, '111122223333', 'variable')]).toEqual([
      'llama-platform-acme-variable',
      'arn:aws:iam::111122223333:role/llama-platform-acme-variable',
    ]);
    const arn = 'arn:aws:iam::111122223333:role/gateways/llama-variable';
    const existing = { ...topology, existing: { ...topology.existing, roles: { variable: arn } } };
    expect([gatewayRole(existing, 'variable'), gatewayRoleArn(existing, '111122223333', 'variable')]).toEqual(['llama-variable', arn]);
  });
});

describe('the partition of an account', () => {
  it('is that of its entry, and unknown for a number that nobody declares', () => {
    expect([partitionOf(topology, '111122223333'), partitionOf(topology, '000000000000')]).toEqual(['aws', 'unknown']);
    const { topology: sovereign } = topologyWith([], 'examples/sovereign.yaml');
    const [[, { id, partition }] = ['', { id: '', partition: '' }]] = Object.entries(sovereign.accounts.aws);
    expect(partitionOf(sovereign, id)).toBe(partition);
  });
});
