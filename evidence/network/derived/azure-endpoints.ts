import { existingServices } from '../../../derived/azure-existing-services.js';
import { networkPlace } from '../../../derived/azure-places.js';
import { namedPlace } from '../../places/named-place.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import { renderedText } from '../../synthesized/rendered-text.js';
import { dig, type Resource } from '../../synthesized/stack.js';
import { networksOf, type Scope } from './scope.js';

/** Parts of services that endpoints lead to, by the type of what is made in the same module. */
const subresources = {
  azurerm_cognitive_account: 'account',
  azurerm_key_vault: 'vault',
  azurerm_storage_account: 'blob',
  azurerm_monitor_private_link_scope: 'azuremonitor',
} as const;

type Subresource = (typeof subresources)[keyof typeof subresources] | 'registry';

/** Private endpoints that lead to something else than a service of their module, or that fleets of the network name; or that answer for other names. */
export function* endpointProblems(scope: Scope, resource: Resource): Iterable<Problem> {
  const { topology } = scope;
  const networks = networksOf(scope).map(([id]) => id);
  const target = dig(resource.properties, 'private_service_connection', 'private_connection_resource_id');
  const wanted = madeHere(target, resource) ?? named(scope, networks, target);
  if (wanted === undefined) {
    const allowed = `${Object.keys(subresources).join(', ')} of this stack, or what fleets of its network name`;
    yield {
      resource,
      message: `${resource.id}: private_service_connection.private_connection_resource_id is ${renderedText(target ?? 'absent')}. Allowed: ${allowed}.`,
    };
    return;
  }
  const found = [dig(resource.properties, 'private_service_connection', 'subresource_names')].flat().map(String);
  if (found.join() !== wanted)
    yield { resource, message: `${resource.id}: private_service_connection.subresource_names is ${found.join(', ')}. Allowed: ${wanted}.` };
  const place = networks.map((id) => [id, networkPlace(topology, id)] as const).find(([, { subnetId }]) => subnetId === resource.properties['subnet_id']);
  // Another subnet is found already.
  if (place === undefined) return;
  const zones = [dig(resource.properties, 'private_dns_zone_group', 'private_dns_zone_ids') ?? []].flat().map(String);
  const allowed = place[1].dnsZoneIds[wanted];
  // Who answers for the names of a network that exists, its owner says.
  const made = topology.existing.networks[place[0]] === undefined;
  const strange = zones.filter((zone) => !allowed.includes(zone));
  const missing = made ? allowed.filter((zone) => !zones.includes(zone)) : [];
  const path = `${resource.id}: private_dns_zone_group.private_dns_zone_ids`;
  if (strange.length > 0) yield { resource, message: `${path} is ${strange.join(', ')}. Allowed: ${allowed.join(', ') || 'none'}.` };
  if (missing.length > 0)
    yield { resource, message: `${path} ${zones.length === 0 ? 'is absent' : `lacks ${missing.join(', ')}`}. Allowed: ${allowed.join(', ')}.` };
}

function madeHere(target: unknown, resource: Resource): Subresource | undefined {
  const place = namedPlace(target, resource, []);
  return place.kind === 'resource' ? subresources[place.resource.type as keyof typeof subresources] : undefined;
}

/** Registries and vaults that exist are named by the module of the network alone. */
function named({ topology, stack }: Scope, networks: readonly string[], target: unknown): Subresource | undefined {
  const { kind: stackKind } = subjectOf(topology, stack) ?? {};
  if (stackKind !== 'azure-network') return undefined;
  return networks.flatMap((id) => existingServices(topology, id)).find(({ targetId }) => targetId === target)?.subresource;
}
