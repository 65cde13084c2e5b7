import { describe, expect, it } from 'vitest';
import { stackSubject } from '../../derived/stack-subject.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const subject = (name: string) => {
  const found = stackSubject(topology, name);
  return found && [found.kind, found.path, found.host?.[0]];
};

describe('what a stack was made for', () => {
  it.each<[string, readonly [string, string, string?]]>([
    ['acme-prod-aws-fleet-eu-fleet', ['aws-fleet', 'hosts.eu-fleet', 'eu-fleet']],
    ['acme-prod-aws-bedrock-us-bedrock', ['aws-bedrock', 'hosts.us-bedrock', 'us-bedrock']],
    ['acme-search-google-search-grounding', ['google-search', 'hosts.grounding', 'grounding']],
    ['acme-dev-azure-foundry-dev-foundry', ['azure-foundry', 'hosts.dev-foundry', 'dev-foundry']],
    ['acme-prod-aws-network-eu', ['aws-network', 'networks.eu', undefined]],
    ['acme-supply-aws-weights-ingest-eu-north-1', ['aws-weights-ingest', 'weights.ingest', undefined]],
    ['acme-prod-aws-lifecycle-us-east-2', ['aws-lifecycle', 'accounts.aws.prod', undefined]],
    ['acme-management-aws-organization', ['aws-organization', 'accounts.aws.management', undefined]],
  ])('is in the name %s', (name, expected) => {
    expect(subject(name)).toEqual(expected);
  });

  it.each([
    'acme-prod-aws-fleet-us-bedrock',
    'acme-dev-aws-fleet-eu-fleet',
    'acme-prod-aws-network-none',
    'other-prod-aws-identity',
    'acme-prod-aws-made-up-eu-fleet',
  ])('is nothing for %s, which the topology does not have', (name) => {
    expect(subject(name)).toBeUndefined();
  });
});
