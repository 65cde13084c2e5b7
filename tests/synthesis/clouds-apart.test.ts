import { describe, expect, it } from 'vitest';
import type { Cloud } from '../../clouds/cloud.js';
import { cloudOfProvider, cloudOfType } from '../../clouds/clouds.js';
import { record } from '../../evidence/synthesized/stack.js';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { lockFileText } from '../../synthesis/compare/provider-locks.js';
import { parseLocks } from '../../topology/provider-locks.js';
import { evidenceOf, stacksOf } from '../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const file = 'examples/all-hosts.yaml';
const modules = stacksOf('terraform', topologyWith([], file));
const documents = (...edits: Edit[]) => {
  const loaded = topologyWith(edits, file);
  return Object.fromEntries(stacksOf('terraform', loaded).map(({ name, document }) => [name, document]));
};
const of = (cloud: Cloud) => modules.filter((module) => module.cloud === cloud).map(({ name }) => name);

describe('a module of one cloud', () => {
  it('is there for each of six clouds, beside the templates of AWS', () => {
    expect([...new Set(modules.map(({ cloud }) => cloud))].sort()).toEqual(['azure', 'cloudflare', 'databricks', 'google', 'oci', 'watsonx']);
  });

  it.each(modules.map((module) => [module.name, module] as const))(
    'needs no provider of another one, and reads no state: %s',
    (_, { cloud, document, resources }) => {
      const providers = [...Object.keys(record(document['provider'])), ...Object.keys(record(record(document['terraform'])['required_providers']))];
      expect([...new Set(providers.map(cloudOfProvider))]).toEqual([cloud]);
      const types = [...resources.map(({ type }) => type), ...Object.keys(record(document['data']))].filter((type) => type !== 'terraform_data');
      expect([...new Set(types.map(cloudOfType))].filter((one) => one !== cloud)).toEqual([]);
      expect(JSON.stringify(document)).not.toContain('terraform_remote_state');
    },
  );

  it('is locked as far as its own provider is, whatever is locked for others', () => {
    const [google, databricks] = (['google', 'databricks'] as const).map((cloud) => modules.find((module) => module.cloud === cloud)?.document ?? {});
    const locks = parseLocks(
      'provider "registry.terraform.io/databricks/databricks" {\n  version     = "1.99.0"\n  constraints = "1.99.0"\n  hashes = [\n    "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",\n  ]\n}\n',
    );
    expect(lockFileText(databricks ?? {}, locks ?? [])).toContain('databricks/databricks');
    expect(lockFileText(google ?? {}, locks ?? [])).toBeUndefined();
  });
});

describe('a cloud whose account is described otherwise, or whose backend is gone', () => {
  it.each<[Cloud, Edit]>([
    ['google', ['    ai: { kind: gcs, bucket: group-llama-ai-state,', '    ai: { kind: gcs, bucket: another-state,']],
    ['azure', ['storageAccount: groupterraformstate', 'storageAccount: anotherstate']],
    ['databricks', ['workspaceUrl: https://group.cloud.databricks.com', 'workspaceUrl: https://other.cloud.databricks.com']],
  ])('changes its own modules alone: %s', (cloud, edit) => {
    const [before, after] = [documents(), documents(edit)];
    const changed = Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((name) => !of(cloud).includes(name))).toEqual([]);
  });
});

describe('a module that cannot be read', () => {
  const loaded = topologyWith([], file);

  it.each(['google', 'azure', 'databricks'] as const)('is told of its own cloud, and the others are judged as before: %s', (cloud) => {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    const rest = terraform.filter((module) => module.cloud !== cloud);
    const found = judge(rules, loaded, asOf, { aws, terraform: rest }).filter(({ severity }) => severity !== 'warning');
    // Everything that is missing is of that cloud.
    expect(new Set(found.map(({ rule }) => rule))).toContain('state/complete');
    const names = of(cloud);
    expect(found.filter(({ rule, message }) => rule === 'state/complete' && !names.some((name) => message.includes(name)))).toEqual([]);
    expect(found.filter(({ stack }) => stack !== undefined && rest.some(({ name }) => name === stack))).toEqual([]);
  });
});
