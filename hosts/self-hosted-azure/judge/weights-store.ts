import { azureWeights } from '../../../derived/azure-fleet-names.js';
import { subjectOf } from '../../../evidence/synthesized/host-of-resource.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { dig, type Resource, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { AzureFleetHost } from '../schema.js';

/** A store that might not keep the weights of a fleet on Azure as they were approved. */
export function* azureStoreProblems(stacks: readonly SynthesizedStack[], topology: Topology, host: AzureFleetHost): Iterable<Problem> {
  const names = azureWeights(topology, host.account, host.region);
  const store = storeOf(stacks, topology, host);
  const account = store.find(({ type, properties }) => type === 'azurerm_storage_account' && properties['name'] === names.account);
  const container = store.find(
    ({ type, properties }) => type === 'azurerm_storage_container' && properties['name'] === names.container && isOf(properties['storage_account_id'], account),
  );
  const policy = store.find(
    ({ type, properties }) =>
      type === 'azurerm_storage_container_immutability_policy' && isOf(properties['storage_container_resource_manager_id'], container, 'resource_manager_id'),
  );
  const key = store.find(({ type, properties }) => type === 'azurerm_key_vault_key' && properties['name'] === names.signingKey);
  const unknown = 'so it is unknown how its weights are kept';
  yield* differing(account, `No stack makes the storage account ${names.account}, ${unknown}.`, `Weights account ${names.account}`, [
    ['blob_properties.versioning_enabled', 'true'],
    ['shared_access_key_enabled', 'false'],
    ['local_user_enabled', 'false'],
  ]);
  yield* differing(container, `No stack makes the container ${names.container} of ${names.account}, ${unknown}.`, `Weights container ${names.container}`, []);
  yield* differing(policy, `Nothing keeps what is stored in ${names.container} of ${names.account} from being replaced.`, `The policy of ${names.container}`, [
    ['immutability_period_in_days', '3650'],
    ['protected_append_writes_all_enabled', 'false'],
    ['protected_append_writes_enabled', 'false'],
  ]);
  yield* differing(key, `No stack makes the key ${names.signingKey}, so no signature of the manifest can be verified.`, `Signing key ${names.signingKey}`, [
    ['key_type', 'EC'],
    ['curve', 'P-256'],
    ['key_opts', 'sign,verify'],
  ]);
}

/** Roles by which another identity than the one that brings weights in may write or sign those of a fleet. */
export function* azureWriterProblems(stacks: readonly SynthesizedStack[], topology: Topology, host: AzureFleetHost): Iterable<Problem> {
  const { ingestPrincipal: writer } = topology.weights;
  const store = storeOf(stacks, topology, host);
  const kept = store.filter(
    ({ type, properties }) =>
      type === 'azurerm_storage_account' || type === 'azurerm_storage_container' || (type === 'azurerm_key_vault_key' && properties['key_type'] === 'EC'),
  );
  for (const resource of store.filter(({ type }) => type === 'azurerm_role_assignment')) {
    const { scope, principal_id: principal } = resource.properties;
    if (principal === writer || !kept.some((one) => String(scope).includes(`\${${one.id}.`))) continue;
    yield {
      resource,
      message: `${resource.id} gives ${String(principal)} a role on weights or on the key that signs them. Allowed: ${writer ?? 'no identity'} alone.`,
    };
  }
}

function storeOf(stacks: readonly SynthesizedStack[], topology: Topology, { account }: AzureFleetHost): Resource[] {
  return stacks.filter((stack) => subjectOf(topology, stack)?.path === pathOf('accounts', 'azure', account)).flatMap(({ resources }) => resources);
}

function isOf(value: unknown, resource: Resource | undefined, attribute = 'id'): boolean {
  return resource !== undefined && value === `\${${resource.id}.${attribute}}`;
}

/** What is missing, or the first setting that is another. */
function* differing(
  resource: Resource | undefined,
  missing: string,
  what: string,
  wanted: readonly (readonly [path: string, allowed: string])[],
): Iterable<Problem> {
  if (resource === undefined) {
    yield { message: missing };
    return;
  }
  for (const [path, allowed] of wanted) {
    const found = dig(resource.properties, ...path.split('.'));
    // What a list holds, whatever its order.
    if (String(Array.isArray(found) ? [...found].sort() : found) !== allowed)
      yield { resource, message: `${what}, ${path}: received ${String(found ?? 'nothing')}. Allowed: ${allowed}.` };
  }
}
