import { describe, expect, it } from 'vitest';
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
    ['aws', 'acme-prod-aws-bedrock-us-bedrock', 'hosts.us-bedrock'],
    ['aws', 'acme-prod-aws-fleet-eu-fleet', 'hosts.eu-fleet'],
    ['aws', 'acme-prod-aws-capacity-eu-fleet', 'hosts.eu-fleet'],
    ['terraform', 'acme-search-google-search-grounding', 'hosts.grounding'],
    ['terraform', 'acme-dev-azure-foundry-dev-foundry', 'hosts.dev-foundry'],
  ] as const)('refuses output in %s without %s', (app, stack, path) => {
    expect(without(app, stack)).toEqual([['fatal', path, expect.stringContaining(`lacks ${stack},`)]]);
  });

  it('judges an application only where its output is there', () => {
    const loaded = topologyWith();
    const { terraform } = evidenceOf(loaded);
    expect(judge([rule], loaded, asOf, terraform === undefined ? {} : { terraform })).toEqual([]);
  });
});
