import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/unused-extension.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { landingZone, siem } from '../../support/siem.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologies, topologyWith } from '../../support/topologies.js';

const fleet = 'nordic-app-aws-fleet-fleet';
const after = (edits: readonly Edit[], change: (document: Written) => void, stack = fleet) => {
  const loaded = topologyWith(edits, landingZone);
  return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), stack, change));
};
const nothing = () => undefined;

/** What the extension of the SIEM is for, in the stack of the fleet. */
function added(document: Written): void {
  const bucket = { MetricsConfigurations: [{ Id: 'whole' }], LoggingConfiguration: { DestinationBucketName: 'nordic-siem-eu-north-1' } };
  document.Resources['Logs'] = { Type: 'AWS::S3::Bucket', Properties: bucket };
  resourceOf(document, 'AWS::EC2::SecurityGroup').SecurityGroupIngress.push({ CidrIp: '10.9.0.0/16' });
  resourceOf(document, 'AWS::S3::BucketPolicy').PolicyDocument.Statement.push({ Principal: { AWS: 'arn:aws:iam::555566667777:role/siem-collector' } });
  const [task] = Object.values<Json>(document.Resources).filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition');
  const image = `444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror/forwarder@sha256:${'0'.repeat(64)}`;
  task.Properties.ContainerDefinitions.push({ Name: 'forwarder', Image: image });
}

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    const loaded = topologyWith([], file);
    expect(judge([rule], loaded, asOf, { aws: evidenceOf(loaded).aws ?? [], terraform: evidenceOf(loaded).terraform ?? [] })).toEqual([]);
  });

  it('finds each part that nothing in its stacks is', () => {
    expect(
      after(siem, nothing)
        .map(({ path, message }) => [path, message])
        .sort(),
    ).toEqual([
      ['extensions.siem.arguments[0]', `MetricsConfigurations.Id of AWS::S3::Bucket is not in ${fleet}. Allowed: what is there.`],
      ['extensions.siem.containers[0]', 'forwarder is not in its stack. Allowed: what is there.'],
      ['extensions.siem.destinations[0]', `nordic-siem-eu-north-1 is not in ${fleet}. Allowed: what is there.`],
      ['extensions.siem.principals[0]', `arn:aws:iam::555566667777:role/siem-collector is not in ${fleet}. Allowed: what is there.`],
      ['extensions.siem.ranges[0]', `10.9.0.0/16 is not in ${fleet}. Allowed: what is there.`],
    ]);
  });

  it('finds nothing once the output has them, and all again in another stack', () => {
    expect(after(siem, added)).toEqual([]);
    expect(after([...siem, ['stacks: [nordic-app-aws-fleet-fleet]', 'stacks: [nordic-app-aws-weights-eu-north-1]']], added)).toHaveLength(4);
  });

  it('does not take what the blueprint emits for the type of an extension', () => {
    const types: Edit = ['    ranges: [10.9.0.0/16]\n', '    types: [AWS::S3::Bucket]\n    ranges: [10.9.0.0/16]\n'];
    expect(
      after([...siem, types], (document) => {
        added(document);
        delete document.Resources['Logs'];
      }).map(({ path }) => path),
    ).toEqual(['extensions.siem.types[0]', 'extensions.siem.destinations[0]', 'extensions.siem.arguments[0]']);
    expect(after([...siem, types], added)).toEqual([]);
  });

  it('finds a type that a stack of your own no longer has', () => {
    const gone = (document: Written) => {
      for (const [id, { Type }] of Object.entries<Json>(document.Resources)) if (Type === 'AWS::CloudWatch::Dashboard') delete document.Resources[id];
    };
    expect(after([], gone, 'aws-extension-operations')).toMatchObject([{ severity: 'error', path: 'extensions.operations.types[0]' }]);
  });

  it('leaves one alone that is not in force: state/extension speaks of it', () => {
    expect(
      after([...siem, ['granted: 2026-10-01\n    expires: 2027-09-30\n    stacks:', 'granted: 2026-12-01\n    expires: 2027-09-30\n    stacks:']], nothing),
    ).toEqual([]);
  });
});
