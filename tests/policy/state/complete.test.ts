import { describe, expect, it } from 'vitest';
import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/complete.js';
import { findings } from '../../support/findings.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

const without = (app: 'aws' | 'terraform', stack: string) => {
  const loaded = topologyWith();
  const evidence = evidenceOf(loaded);
  const rest = evidence[app]?.filter(({ name }) => name !== stack) ?? [];
  if (rest.length === evidence[app]?.length) throw new Error(`no stack ${stack}`);
  return judge([rule], loaded, asOf, { ...evidence, [app]: rest }).map(({ path, message, severity }) => [severity, path, message]);
};

describe(rule.id, () => {
  it.each(topologies)('accepts what %s synthesizes to', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['aws', 'acme-prod-aws-network-eu', 'networks.eu'],
    ['aws', 'acme-prod-aws-identity', 'gateway.zones'],
    ['aws', 'acme-prod-aws-finance', 'finance'],
    ['aws', 'acme-prod-aws-lifecycle-us-east-2', 'hosts.us-bedrock'],
    ['aws', 'acme-prod-aws-account-us-east-2', 'accounts.aws.prod'],
    ['aws', 'acme-prod-aws-weights-eu-north-1', 'accounts.aws.prod'],
    ['aws', 'acme-supply-aws-weights-ingest-eu-north-1', 'weights.ingest.regions.eu-north-1'],
    ['aws', 'acme-management-aws-organization', 'accounts.aws.management.organization'],
    ['terraform', 'acme-search-google-foundation-search', 'accounts.google.search'],
    ['terraform', 'acme-dev-azure-account', 'accounts.azure.dev'],
    ['terraform', 'acme-dev-azure-finance', 'finance'],
    ['aws', 'acme-prod-aws-bedrock-us-bedrock', 'hosts.us-bedrock'],
    ['aws', 'acme-prod-aws-fleet-eu-fleet', 'hosts.eu-fleet'],
    ['aws', 'acme-prod-aws-capacity-eu-fleet', 'hosts.eu-fleet'],
    ['terraform', 'acme-search-google-search-grounding', 'hosts.grounding'],
    ['terraform', 'acme-dev-azure-foundry-dev-foundry', 'hosts.dev-foundry'],
  ] as const)('refuses output in %s without %s', (app, stack, path) => {
    expect(without(app, stack)).toEqual([['fatal', path, expect.stringContaining(`lacks ${stack},`)]]);
  });

  it('refuses a stack of another topology beside them', () => {
    const loaded = topologyWith();
    const evidence = evidenceOf(loaded);
    const stranger = { ...evidence.aws?.[0], name: 'shadow-prod-aws-network-eu' } as SynthesizedStack;
    expect(judge([rule], loaded, asOf, { ...evidence, aws: [...(evidence.aws ?? []), stranger] })).toMatchObject([
      { severity: 'fatal', stack: 'shadow-prod-aws-network-eu', message: expect.stringContaining('nothing in the topology asks for') },
    ]);
  });

  it('judges an application only where its output is there', () => {
    const loaded = topologyWith();
    const { terraform } = evidenceOf(loaded);
    expect(judge([rule], loaded, asOf, terraform === undefined ? {} : { terraform })).toEqual([]);
  });
});
