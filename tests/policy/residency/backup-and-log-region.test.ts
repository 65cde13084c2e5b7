import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/backup-and-log-region.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses Terraform state under a key outside the zone', () => {
    const found = findings(rule, [['/locations/europe-west4/', '/locations/us-central1/']]);
    expect(found).toMatchObject([{ path: 'backends.google.search.kmsKey', severity: 'fatal', message: expect.stringContaining('us-central1') }]);
  });

  describe('flow logs', () => {
    const to = (bucket: string, file: string, stack = 'aws-network-us') =>
      findingsAfter(rule, stack, (document) => void (resourceOf(document, 'AWS::EC2::FlowLog').LogDestination = bucket), {}, file);
    const example = 'examples/landing-zone.yaml';

    it('go to the archive that is declared for their region', () => {
      expect(findings(rule, [], example)).toEqual([]);
      expect(to('arn:aws:s3:::aws-controltower-logs-444455556666-us-east-2', example)).toEqual([]);
    });

    it.each([
      ['the archive of another region', 'arn:aws:s3:::aws-controltower-logs-444455556666-eu-north-1', example],
      ['a bucket where none is declared', 'arn:aws:s3:::aws-controltower-logs-444455556666-us-east-2', 'topology.yaml'],
      ['a stream', 'arn:aws:firehose:us-east-2:111122223333:deliverystream/x', example],
      ['a bucket that an extension declares for another stack', 'arn:aws:s3:::nordic-siem-eu-north-1', example],
    ])('never go to %s', (_, bucket, file) => {
      expect(to(bucket, file)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(bucket) }]);
    });
  });

  it.each([
    [
      'an import bucket in another multi-region',
      'google-search-grounding',
      (document: Written) => void (terraformResourceOf(document, 'google_storage_bucket').location = 'US'),
    ],
    [
      'a log workspace in another region',
      'azure-foundry-dev-foundry',
      (document: Written) => void (terraformResourceOf(document, 'azurerm_log_analytics_workspace').location = 'eastus'),
    ],
  ])('notices %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toHaveLength(1);
  });
});
