import { outside } from '../../derived/jurisdiction.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { dig } from '../../evidence/synthesized/stack.js';
import { azureOffers, azureProcessing, azureScope } from '../../facts/azure.js';
import { expandJurisdictions } from '../../facts/regions.js';
import { isHost } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/azure-sku',
  severity: 'fatal',
  title: 'The sku of an Azure deployment processes prompts only inside the residency zone of its workloads.',
  why: 'The sku decides where a prompt is processed, not the region: `Global*` uses any Azure region, `DataZone*` any region of the EU or US data zone, only the rest stay in the region. "Allowed locations" policies do not see this.',
  fix: 'Take the workload off this host, unless the model is offered under a sku that stays in the zone (facts/azure.yaml). Else self-host, or use a regional host in the zone.',
  source: 'Microsoft Foundry documentation, deployment types',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const zone = entity(topology.zones, workload.zone);
      const allowed = expandJurisdictions(zone);
      for (const [index, hostId] of workload.route.entries()) {
        const host = entity(topology.hosts, hostId);
        if (!isHost(host, 'azure-foundry')) continue;
        const scope = azureScope(host.sku);
        const { release } = entity(topology.models, host.model);
        const narrowed = workload.regions !== undefined && (scope !== 'region' || !workload.regions.includes(host.region));
        if (leaves(host.sku, host.region, allowed) || narrowed) {
          yield {
            path: pathOf('workloads', id, 'route', index),
            message: `${hostId} has sku ${host.sku}, which processes in ${words[scope]}; ${id} (${workload.dataClass} data) must stay in ${workload.regions?.join(', ') ?? `zone ${workload.zone} (${zone.join(', ')})`}. ${release} is offered as ${offered(release)}.`,
          };
        }
      }
    }
  },

  *resource(resource, { topology }) {
    if (resource.type !== 'azurerm_cognitive_deployment') return;
    const [id, host] = hostOfResource(topology, resource) ?? [];
    if (id === undefined || !isHost(host, 'azure-foundry')) return;
    const sku = dig(resource.properties, 'sku', 'name');
    if (sku !== host.sku) {
      yield { path: pathOf('hosts', id, 'sku'), resource, message: `sku.name is ${String(sku)}; the topology says ${host.sku}.` };
    }
  },
};

const words = { global: 'any Azure region', 'data-zone': 'any region of its data zone', region: 'its region' } as const;

/** Skus of a release and where each processes, so that the reader sees whether another sku would stay. */
function offered(release: string): string {
  return (
    azureOffers(release)
      .map(({ sku }) => `${sku} (${words[azureScope(sku)]})`)
      .join(', ') || 'nothing on Foundry'
  );
}

function leaves(sku: string, region: string, allowed: ReadonlySet<string> | 'ANY'): boolean {
  if (allowed === 'ANY') return false;
  const countries = azureProcessing(sku, region);
  return countries === undefined || countries === 'ANY' || outside(countries, allowed).length > 0;
}
