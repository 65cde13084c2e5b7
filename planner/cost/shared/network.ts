import { gatewayServices, tenantsOf } from '../../../derived/needed-services.js';
import { hoursPerYear } from '../../../hosts/shared/host-cost.js';
import { noPrice, servicePriceIn } from '../../../hosts/shared/service-price.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { sortedEntries } from '../../../topology/views.js';
import type { CostLine } from '../line.js';
import { platformLine } from './platform-line.js';

/** Private endpoints of networks that are made here, and what passes through private links between networks. */
export function networkLines(topology: Topology): CostLine[] {
  const endpoints = sortedEntries(topology.networks).flatMap(([id, { cloud, region, availabilityZones }]) => {
    if (cloud !== 'aws' || topology.existing.networks[id] !== undefined) return [];
    const services = new Set(tenantsOf(topology, id).flatMap((tenant) => tenant.services.filter((service) => !gatewayServices.has(service))));
    const zones = availabilityZones?.length ?? 0;
    if (services.size === 0 || zones === 0) return [];
    return [
      platformLine(
        `interface endpoints of network ${id}`,
        services.size * zones * hoursPerYear,
        `endpoint-zone-hours (${services.size} × ${zones} × ${hoursPerYear})`,
        servicePriceIn('aws', 'interface-endpoint', region),
      ),
    ];
  });
  const links = sortedEntries(topology.links).map(([id, { kind }]) =>
    platformLine(`link ${id}: attachments and data`, 1, 'year', noPrice(`no row of ${kind}; it is declared here and billed with the network`)),
  );
  return [...endpoints, ...links];
}
