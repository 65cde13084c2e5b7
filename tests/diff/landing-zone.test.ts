import { describe, expect, it } from 'vitest';
import { topologyChanges } from '../../diff/topology.js';
import { siem } from '../support/siem.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const example = 'examples/landing-zone.yaml';
const texts = (before: readonly Edit[], after: readonly Edit[]) =>
  topologyChanges(topologyWith(before, example).topology, topologyWith(after, example).topology).map(({ path, topic, text }) => [path, topic, text]);

describe('a change of the landing zone in words', () => {
  it.each<[Edit, string, string, string]>([
    [
      ['  permissionsBoundary: landing-zone/WorkloadBoundary\n', ''],
      'landingZone.permissionsBoundary',
      'access',
      '`landingZone.permissionsBoundary` goes from `landing-zone/WorkloadBoundary` to none: every role on AWS gets it, or loses the one it had',
    ],
    [
      ['      us-east-2: aws-controltower-logs-444455556666-us-east-2\n', ''],
      'landingZone.logArchive',
      'residency',
      'flow logs of us-east-2 go to a log group of the network’s own account instead of `aws-controltower-logs-444455556666-us-east-2` of account 444455556666',
    ],
    [
      ['    audit: arn:aws:iam::555566667777:role/aws-controltower-AuditReadOnlyRole', '    {}'],
      'landingZone.securityPrincipals.audit',
      'access',
      '`arn:aws:iam::555566667777:role/aws-controltower-AuditReadOnlyRole` may no longer read how keys and buckets on AWS are set up',
    ],
    [
      ['{ backup-plan: none, confidentiality: c3 }', '{ backup-plan: none }'],
      'landingZone.extraTags.confidentiality',
      'finance',
      '`confidentiality` is no tag of anything any more',
    ],
  ])('%j', (edit, path, topic, text) => {
    expect(texts([], [edit])).toEqual([[path, topic, text]]);
  });
});

describe('a change of an extension in words', () => {
  const without: readonly Edit[] = [...siem, ['    ranges: [10.9.0.0/16]\n', '']];

  it('says what it allows anew, and what no more', () => {
    expect(texts(without, siem)).toEqual([['extensions.siem', 'access', 'extension `siem` also allows calls from 10.9.0.0/16 in nordic-app-aws-fleet-fleet']]);
    expect(texts(siem, without)).toEqual([
      ['extensions.siem', 'access', 'extension `siem` no longer allows calls from 10.9.0.0/16 in nordic-app-aws-fleet-fleet'],
    ]);
  });

  it('says that it is prolonged', () => {
    const shorter: Edit = ['granted: 2026-10-01\n    expires: 2027-09-30\n    stack:', 'granted: 2026-10-01\n    expires: 2027-03-31\n    stack:'];
    expect(texts([shorter], [])).toEqual([['extensions.operations', 'access', 'extension `operations` is prolonged from 2027-03-31 to 2027-09-30']]);
  });
});
