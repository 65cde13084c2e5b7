import { describe, expect, it } from 'vitest';
import { additionsInWords, declaredAdditions } from '../../derived/declared-additions.js';
import type { Extension } from '../../topology/schema/extensions.js';
import { topologyWith } from '../support/topologies.js';

const nothing = { types: [], ranges: [], destinations: [], principals: [], containers: [], arguments: [], scripts: [] };
const extension = (more: object) =>
  ({ owner: 'sre', reason: 'a probe', approval: 'probe', granted: '2026-10-01', expires: '2027-09-30', ...nothing, ...more }) as unknown as Extension;

describe('what an organisation adds', () => {
  it('is told with its owner, its approval and its end', () => {
    expect(declaredAdditions(topologyWith([], 'examples/landing-zone.yaml').topology).extensions).toEqual({
      operations: {
        owner: 'operations-centre',
        reason: 'the operations centre watches every platform on one kind of page',
        approval: {
          key: 'operations-page',
          grantedBy: 'architecture@nordic.example',
          grantedOn: '2026-09-24',
          expires: '2027-09-30',
          reference: 'architecture board 2026-09-24, item 4',
        },
        granted: '2026-10-01',
        expires: '2027-09-30',
        allows: ['the stack `bedrock-dashboard` in app, us-east-2', 'the type `AWS::CloudWatch::Dashboard`', 'the type `AWS::Logs::QueryDefinition`'],
      },
    });
  });

  it('names an approval that nobody gave by its key alone', () => {
    const { topology } = topologyWith();
    const { extensions } = declaredAdditions({ ...topology, extensions: { probe: extension({}) } });
    expect(extensions['probe']).toMatchObject({ approval: { key: 'probe' }, allows: [] });
    expect(Object.keys(extensions['probe']?.approval ?? {})).toEqual(['key']);
  });

  it('leaves out of the landing zone what it does not say', () => {
    expect(declaredAdditions(topologyWith().topology)).toEqual({ landingZone: {}, extensions: {} });
    expect(Object.keys(declaredAdditions(topologyWith([], 'examples/landing-zone.yaml').topology).landingZone)).toEqual([
      'bootstrapQualifier',
      'extraTags',
      'logArchive',
      'nodeAgents',
      'permissionsBoundary',
      'registries',
      'rolePath',
      'securityPrincipals',
    ]);
  });

  it.each<[string, object, string]>([
    ['a type', { types: ['AWS::S3::Bucket'], stacks: ['a', 'b'] }, 'the type `AWS::S3::Bucket` in a and b'],
    ['a range', { ranges: ['10.9.0.0/16'], stacks: ['a'] }, 'calls from 10.9.0.0/16 in a'],
    ['an account', { destinations: [{ account: '444455556666', region: 'eu-north-1' }] }, 'copies to account 444455556666 in eu-north-1'],
    [
      'a bucket',
      { destinations: [{ account: '444455556666', region: 'eu-north-1', bucket: 'siem' }] },
      'copies to `siem` of account 444455556666 in eu-north-1',
    ],
    ['a principal', { principals: ['arn:aws:iam::555566667777:role/siem'] }, 'the principal `arn:aws:iam::555566667777:role/siem`'],
    [
      'a container, without its digest',
      { containers: [{ name: 'sidecar', image: 'sidecar:2.4@sha256:00', stack: 'a' }] },
      'the container sidecar of `sidecar:2.4` in a',
    ],
    ['an argument', { arguments: [{ type: 'AWS::S3::Bucket', path: 'MetricsConfigurations.Id' }] }, '`MetricsConfigurations.Id` of `AWS::S3::Bucket`'],
    [
      'a program by the beginning of its digest',
      { scripts: [{ type: 'AWS::EC2::Instance', path: 'UserData', sha256: '0123456789abcdef' }] },
      'the program 01234567 in `UserData` of `AWS::EC2::Instance`',
    ],
  ])('says %s in words', (_, more, words) => {
    expect(additionsInWords(extension(more))).toEqual([words]);
  });
});
