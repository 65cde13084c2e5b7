import { vmSize, vmSizes } from '../../../facts/azure.js';
import { pathOf } from '../../../topology/path.js';
import { didYouMean } from '../../../topology/suggest.js';
import { sortedEntries } from '../../../topology/views.js';
import type { MachineJudge } from '../../shared/host-judge.js';
import { reservedNodes } from '../reservations.js';
import type { AzureFleetHost } from '../schema.js';
import { emittedNodesProblem } from './nodes.js';

/** Virtual machines of a fleet, and what carries them. */
export const machines: MachineJudge<AzureFleetHost> = {
  *misplaced(_, { id, host: { nodes, region } }) {
    const path = pathOf('hosts', id, 'nodes', 'instanceType');
    const size = vmSize(nodes.instanceType);
    if (size === undefined) {
      const known = vmSizes().map(({ sku }) => sku);
      yield { path, message: `${nodes.instanceType} is no size with GPUs of the facts. Known: ${known.join(', ')}.${didYouMean(nodes.instanceType, known)}` };
    } else if (!size.regions.includes(region)) {
      yield { path, message: `${size.sku} is not known to be sold in ${region}. Known: ${size.regions.join(', ')}.` };
    }
  },

  zones: ({ capacity: { reservations, onDemand } }) => [
    ...Object.values(reservations).map(({ zone }) => zone),
    ...(onDemand === undefined ? [] : [onDemand.zone]),
  ],

  *uncarried(_, { id, host }) {
    const reserved = reservedNodes(host);
    if (reserved >= host.nodes.count || host.capacity.onDemand !== undefined) return;
    yield {
      path: pathOf('hosts', id, 'capacity'),
      message: `Reservations carry ${reserved} of ${host.nodes.count} nodes, and none may start on demand.`,
      fix: 'Name the reservation of the missing nodes, allow them with capacity.onDemand, or lower nodes.count.',
    };
  },

  dedicated: (host) => reservedNodes(host) > 0,

  // A group is of the subscription and region of its nodes: another one is refused when they start.
  *reserved({ topology, id, host, stacks }) {
    const { subscription } = topology.accounts.azure[host.account] ?? {};
    for (const [key, { group }] of sortedEntries(host.capacity.reservations)) {
      if (subscription !== undefined && group.startsWith(`/subscriptions/${subscription}/`)) continue;
      yield { path: pathOf('hosts', id, 'capacity', 'reservations', key, 'group'), message: `It is ${group}. Allowed: one of subscription ${subscription}.` };
    }
    const message = emittedNodesProblem(stacks, topology, id, host);
    if (message !== undefined) yield { path: pathOf('hosts', id, 'nodes'), message, fix: 'Restore what the stacks synthesize.' };
  },

  // Alarms on its scale set are of Azure's own (catalogue/azure-alerts.ts).
  watchedNodes: () => [],

  // No form of it declares a transition.
  sideBySide: () => [],

  versions: () => [],

  // It is an address of Key Vault, which has no region in it: the vault is compared with its resource id.
  *certificate(_, { id, host: { endpoint } }) {
    const vault = endpoint.vault.slice(endpoint.vault.lastIndexOf('/') + 1).toLowerCase();
    if (endpoint.certificate.startsWith(`https://${vault}.`)) return;
    yield {
      path: pathOf('hosts', id, 'endpoint', 'certificate'),
      message: `It is ${endpoint.certificate}. Allowed: a certificate of ${vault}, which endpoint.vault names.`,
    };
  },
};
