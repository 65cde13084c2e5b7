import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const ingest = written('aws-weights-ingest-eu-north-1');

describe('a list of names that resolve', () => {
  it('lets through what is on it before it blocks everything', () => {
    expect(propertiesOf(ingest, 'NetworkNamesRules').FirewallRules).toMatchObject([
      { Action: 'ALLOW', Priority: 100, FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' },
      { Action: 'BLOCK', BlockResponse: 'NXDOMAIN', Priority: 200 },
    ]);
    expect(propertiesOf(ingest, 'NetworkNamesEverything').Domains).toEqual(['*']);
  });

  it('holds Hugging Face, its stores, and the AWS names of this job', () => {
    const domains: Json[] = propertiesOf(ingest, 'NetworkNamesAllowed').Domains;
    expect(domains.filter((name) => typeof name === 'string')).toEqual([
      '*.aws.cdn.hf.co',
      '*.gcp.cdn.hf.co',
      '*.xethub-eu.hf.co',
      '*.xethub.hf.co',
      'aws.cdn.hf.co',
      'cdn-lfs-eu-1.hf.co',
      'cdn-lfs-us-1.hf.co',
      'cdn-lfs.hf.co',
      'huggingface.co',
    ]);
    expect(domains.filter((name) => typeof name !== 'string').map((name) => name['Fn::Join'][1][0])).toEqual([
      'kms.eu-north-1.',
      'logs.eu-north-1.',
      'secretsmanager.eu-north-1.',
      'llama-weights-acme-111122223333-eu-north-1.s3.eu-north-1.',
    ]);
  });

  it("fails closed: its configuration is AWS's default, so none is written", () => {
    expect(Object.values(ingest.Resources).filter(({ Type }) => Type === 'AWS::Route53Resolver::FirewallConfig')).toEqual([]);
  });
});
