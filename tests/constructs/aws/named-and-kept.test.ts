import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

/** Where a type that its stack leaves behind says a name, which nothing else may have then. */
const names: Readonly<Record<string, string>> = {
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SecretsManager::Secret': 'Name',
};

const kept = ['topology.yaml', 'examples/hosted-only.yaml', 'examples/us-maverick.yaml'].flatMap((file) =>
  (evidenceOf(topologyWith([], file)).aws ?? []).flatMap(({ name, document }) =>
    Object.entries<Json>((document as Json).Resources)
      .filter(([, { DeletionPolicy }]) => /^Retain/.test(DeletionPolicy ?? ''))
      .map(([id, { Type, Properties, ...policies }]) => ({ id: `${name} ${id}`, Type, named: Properties?.[names[Type] ?? ''] !== undefined, ...policies })),
  ),
);

describe('what is left behind under a name of its own', () => {
  const named = kept.filter((one) => one.named);

  it.each(['AWS::ECR::Repository', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket'])('is an %s somewhere', (type) => {
    expect(named.map(({ Type }) => Type)).toContain(type);
  });

  it('goes with a first deployment that fails, so that the next one finds the name free', () => {
    expect(named.filter(({ DeletionPolicy }) => DeletionPolicy !== 'RetainExceptOnCreate').map(({ id }) => id)).toEqual([]);
  });

  it('stays where a later deployment fails, replaces it or takes its stack down', () => {
    expect(named.filter(({ UpdateReplacePolicy }) => UpdateReplacePolicy !== 'Retain').map(({ id }) => id)).toEqual([]);
  });
});
