import { describe, expect, it } from 'vitest';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

/** Addresses that a resource waits for, by `depends_on` and by reference. */
function neighbours(definition: Record<string, unknown>, known: readonly string[]): string[] {
  const text = JSON.stringify(definition);
  return known.filter((address) => text.includes(`${address}.`) || text.includes(`"${address}"`) || text.includes(`${address}}`));
}

/** Everything that exists before a resource is made. */
function before(stack: SynthesizedStack, id: string): Set<string> {
  const byId = new Map(stack.resources.map((resource) => [resource.id, resource.definition]));
  const seen = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of neighbours({ ...byId.get(at) }, [...byId.keys()])) {
      if (next === id || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}

const of = (stack: SynthesizedStack, type: string) => stack.resources.filter((resource) => resource.type === type);

/** The longest that something waits after `what` was made, in seconds. */
function waitAfter(stack: SynthesizedStack, id: string, what: string): number {
  const made = before(stack, id);
  const waits = of(stack, 'terraform_data').filter((wait) => made.has(wait.id) && JSON.stringify(wait.definition['triggers_replace']).includes(`${what}.`));
  return Math.max(0, ...waits.map((wait) => Number(/sleep (\d+)/.exec(JSON.stringify(wait.definition))?.[1] ?? 0)));
}

/** What needs, what it needs first, and the least seconds between the two. */
const pairs: readonly [needs: string, first: string, seconds: number][] = [
  ['azurerm_cognitive_account', 'azurerm_role_assignment', 600],
  ['azurerm_private_endpoint', 'azurerm_cognitive_account', 60],
  ['google_discovery_engine_cmek_config', 'google_kms_crypto_key_iam_member', 420],
  ['google_logging_project_bucket_config', 'google_kms_crypto_key_iam_member', 420],
  ['google_storage_bucket', 'google_kms_crypto_key_iam_member', 420],
  ['google_secret_manager_secret', 'google_kms_crypto_key_iam_member', 420],
  ['google_compute_region_instance_template', 'google_kms_crypto_key_iam_member', 420],
  ['google_monitoring_alert_policy', 'google_logging_metric', 600],
  ['google_monitoring_alert_policy', 'google_monitoring_metric_descriptor', 600],
  ['google_kms_key_ring', 'google_project_service', 60],
  ['google_compute_network', 'google_project_service', 60],
  ['google_iam_workload_identity_pool', 'google_project_service', 60],
  ['google_org_policy_policy', 'google_project_service', 60],
];

const stacks = ['topology.yaml', 'examples/eu-gce.yaml'].flatMap((file) => evidenceOf(topologyWith([], file)).terraform ?? []);

describe('a first apply', () => {
  it.each(pairs)('lets %s wait for %s, for %i seconds at least', (needs, first, seconds) => {
    // An endpoint of a vault needs no account, and a stack whose key is made elsewhere cannot wait for its grants.
    const cases = stacks.flatMap((stack) =>
      of(stack, first).length === 0
        ? []
        : of(stack, needs)
            .filter(({ definition }) => needs !== 'azurerm_private_endpoint' || JSON.stringify(definition).includes('azurerm_cognitive_account.'))
            .map((resource) => [resource.id, Math.max(...of(stack, first).map((one) => waitAfter(stack, resource.id, one.id)))] as const),
    );
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.filter(([, waited]) => waited < seconds)).toEqual([]);
  });

  it('makes the endpoint of the account before any write that changes the account', () => {
    const [stack] = stacks.filter(({ name }) => name.includes('azure-foundry'));
    if (stack === undefined) throw new Error('no Foundry stack');
    const endpoint = of(stack, 'azurerm_private_endpoint').find(({ definition }) => JSON.stringify(definition).includes('azurerm_cognitive_account.'))?.id;
    for (const child of ['azurerm_cognitive_account_rai_policy', 'azurerm_cognitive_deployment', 'azurerm_cognitive_account_project'])
      for (const { id } of of(stack, child)) expect(before(stack, id)).toContain(endpoint);
  });
});
