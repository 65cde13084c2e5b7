import { describe, expect, it } from 'vitest';
import { bedrockUse, boundedAccounts, enforcedGuardrail, fleetRegions } from '../../derived/boundary.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const maverick = topologyWith([], 'examples/us-maverick.yaml').topology;

describe('the boundary of an account', () => {
  it('is of accounts whose singletons the topology manages, the management account excepted', () => {
    expect(boundedAccounts(topology)).toEqual(['prod']);
    expect(boundedAccounts(maverick)).toEqual(['serving']);
    expect(boundedAccounts({ ...topology, accounts: { ...topology.accounts, aws: {} } })).toEqual([]);
    const { management } = topology.accounts.aws;
    if (management === undefined) throw new Error('no management account');
    const owned = { ...topology.accounts.aws, management: { ...management, owns: true } };
    expect(boundedAccounts({ ...topology, accounts: { ...topology.accounts, aws: owned } })).toEqual(['prod']);
  });

  it('lets an in-region host call one model in one region', () => {
    expect(bedrockUse(topology, 'prod')).toEqual({
      regions: ['us-east-2'],
      invocable: [
        'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/*',
        'arn:aws:bedrock:us-east-2::foundation-model/meta.llama3-3-70b-instruct-v1:0',
      ],
      profiles: ['arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/*'],
    });
  });

  it('lets a cross-region host call the model in each destination, and its system profile through an application profile only', () => {
    expect(bedrockUse(maverick, 'serving')).toEqual({
      regions: ['us-east-1', 'us-east-2', 'us-west-2'],
      invocable: [
        'arn:aws:bedrock:us-east-1::foundation-model/meta.llama4-maverick-17b-instruct-v1:0',
        'arn:aws:bedrock:us-east-2:444455556666:application-inference-profile/*',
        'arn:aws:bedrock:us-east-2::foundation-model/meta.llama4-maverick-17b-instruct-v1:0',
        'arn:aws:bedrock:us-west-2::foundation-model/meta.llama4-maverick-17b-instruct-v1:0',
      ],
      profiles: [
        'arn:aws:bedrock:us-east-2:444455556666:application-inference-profile/*',
        'arn:aws:bedrock:us-east-2:444455556666:inference-profile/us.meta.llama4-maverick-17b-instruct-v1:0',
      ],
    });
  });

  it('lets an account with an import call imported models in its region, through no profile', () => {
    expect(bedrockUse(topologyWith([], 'examples/eu-import.yaml').topology, 'frankfurt')).toEqual({
      regions: ['eu-central-1'],
      invocable: ['arn:aws:bedrock:eu-central-1:444455556666:imported-model/*'],
      profiles: [],
    });
  });

  it('lets an account without hosts call nothing', () => {
    expect(bedrockUse(topology, 'supply')).toEqual({ regions: [], invocable: [], profiles: [] });
  });

  it('knows where fleets of an account run: only its own, each region once', () => {
    expect(fleetRegions(topology, 'prod')).toEqual(['eu-north-1']);
    expect(fleetRegions(topology, 'supply')).toEqual([]);
    expect(fleetRegions(topologyWith([], 'examples/sovereign.yaml').topology, 'sealed')).toEqual(['eu-north-1']);
    expect(fleetRegions(topologyWith([], 'examples/eu-gce.yaml').topology, 'frankfurt')).toEqual([]);
  });
});

describe('the guardrail that an organization enforces', () => {
  it('has no version in its ARN, and holds in its region and the bounded accounts', () => {
    const guardrail = {
      arn: 'arn:aws:bedrock:us-east-2:777788889999:guardrail/abc123def456',
      keyArn: 'arn:aws:kms:us-east-2:777788889999:key/00000000-0000-4000-8000-000000000000',
    };
    expect(enforcedGuardrail(maverick, 'serving', 'us-east-2')).toEqual(guardrail);
    expect(enforcedGuardrail(maverick, 'serving', 'us-west-2')).toBeUndefined();
    expect(enforcedGuardrail(maverick, 'management', 'us-east-2')).toBeUndefined();
    expect(enforcedGuardrail(topology, 'prod', 'us-east-2')).toBeUndefined();
  });
});
