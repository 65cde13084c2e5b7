import { describe, expect, it } from 'vitest';
import {
  gatewayRoleName,
  gatewayRolePattern,
  googleKeyName,
  googleSigningKey,
  googleWeightsBucket,
  imageRepository,
  imageStarterName,
  ingestRoleName,
  ingestStarterName,
  parameterName,
  physicalName,
  signingAlias,
  stackName,
  weightsBucketName,
  weightsPrefix,
} from '../../derived/names.js';
import { nameLimit } from '../../facts/limits.js';
import { topologyWith } from '../support/topologies.js';

describe('physicalName', () => {
  it('leaves short names alone', () => {
    expect(physicalName(32, 'acme', 'eu-fleet')).toBe('acme-eu-fleet');
  });

  it('keeps long names within the limit, and different from each other', () => {
    const a = physicalName(32, 'topology10', 'a-host-with-19-chars', 'x');
    const b = physicalName(32, 'topology10', 'a-host-with-19-chars', 'y');
    expect(a).toMatch(/^[a-z0-9-]{25}-[0-9a-f]{6}$|^[a-z0-9-]+-[0-9a-f]{6}$/);
    expect(a.length).toBeLessThanOrEqual(32);
    expect(a).not.toBe(b);
  });

  it('never ends a cut with a double hyphen', () => {
    expect(physicalName(12, 'abcd-', 'efghijklmnop')).not.toContain('--');
  });

  it('fits the longest topology and workload into a role name', () => {
    expect(gatewayRoleName('a'.repeat(10), 'b'.repeat(19)).length).toBeLessThanOrEqual(nameLimit('role'));
  });
});

describe('names that others refer to', () => {
  const { topology } = topologyWith();

  it.each([
    [stackName(topology, 'prod', 'aws-fleet', 'eu-fleet'), 'acme-prod-aws-fleet-eu-fleet'],
    [gatewayRoleName('acme', 'eu-production'), 'llama-platform-acme-eu-production'],
    [gatewayRolePattern('acme'), 'llama-platform-acme-*'],
    [ingestRoleName('acme', 'eu-north-1'), 'llama-weights-ingest-acme-eu-north-1'],
    [ingestStarterName('acme', 'eu-north-1'), 'llama-weights-start-acme-eu-north-1'],
    [imageStarterName('acme', 'eu-north-1'), 'llama-image-start-acme-eu-north-1'],
    [imageRepository('acme', 'envoy'), 'llama-gateway/acme/envoy'],
    [weightsBucketName('acme', '111122223333', 'eu-north-1'), 'llama-weights-acme-111122223333-eu-north-1'],
    [googleWeightsBucket('eu-gce', 'acme-llama-gpu', 'europe-west4'), 'acme-llama-gpu-eu-gce-weights-europe-west4'],
    [googleKeyName('eu-gce', 'acme-llama-gpu', 'eu', 'weights'), 'projects/acme-llama-gpu/locations/eu/keyRings/eu-gce-weights/cryptoKeys/weights'],
    [
      googleSigningKey('eu-gce', 'acme-llama-gpu', 'eu', 2),
      'projects/acme-llama-gpu/locations/eu/keyRings/eu-gce-signing-2/cryptoKeys/signing-2/cryptoKeyVersions/1',
    ],
    [signingAlias('acme', 1), 'alias/llama-weights-acme-1'],
    [parameterName('acme', 'network', 'eu'), '/llama/acme/network/eu'],
  ])('%s', (name, expected) => {
    expect(name).toBe(expected);
  });

  it('are cut where their service allows less, and closed with a digest of the whole', () => {
    expect(physicalName(32, 'topology10', 'a-host-with-19-chars', 'x')).toBe('topology10-a-host-with-19-f19b72');
    expect(googleWeightsBucket('acme', 'acme-llama-grounded-production-with-longer-name', 'europe-west4')).toBe(
      'acme-llama-grounded-production-with-longer-name-acme-wei-3338a5',
    );
  });

  it('of weights: release, precision of the files, commit', () => {
    const { llama70, 'llama70-bf16': managed } = topology.models;
    if (llama70 === undefined || managed === undefined) throw new Error('no such models');
    expect(weightsPrefix(llama70)).toBe('llama-3.3-70b-instruct/bf16/0000000000000000000000000000000000000000');
    expect(weightsPrefix(managed)).toBe('llama-3.3-70b-instruct/bf16/unapproved');
  });

  it('keep to the limits that the services document', () => {
    for (const [what, most] of Object.entries({ loadBalancer: 32, serviceAccount: 30, role: 64, bucket: 63, azureSubdomain: 64, azureVault: 24 } as const))
      expect(nameLimit(what as 'role')).toBe(most);
  });
});
