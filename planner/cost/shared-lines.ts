import { gatewayZones } from '../../derived/gateway-tasks.js';
import { fleets } from '../../hosts/select.js';
import { hoursPerYear, type Price } from '../../hosts/shared/host-cost.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { type CostLine, costLine } from './line.js';

const noPrice: Price = { usd: 'unknown', source: 'facts/prices.yaml', asOf: 'never', note: 'no row' };

/** What belongs to no host: people and on call as finance declares them, and what the platform itself runs on. */
export function sharedLines(topology: Topology): CostLine[] {
  return [...operations(topology), ...gateways(topology), ...platform(topology)];
}

function operations(topology: Topology): CostLine[] {
  return sortedEntries(topology.finance.operations).flatMap(([id, { usdPerYear, evidence, hosts }]) => {
    const own = hosts ?? fleets(topology).map(([host]) => host);
    const places = own.length === 0 ? ['shared'] : own;
    return places.map((host) =>
      costLine({
        ...{ host, workload: 'all', kind: 'operations', what: `operations ${id}`, unit: places.length === 1 ? 'year' : `year, one of ${places.length} hosts` },
        quantity: 1 / places.length,
        price: { usd: usdPerYear, source: evidence, asOf: 'declared' },
      }),
    );
  });
}

function gateways(topology: Topology): CostLine[] {
  return gatewayZones(topology).map((zone) => {
    const { tasks } = entity(topology.gateway.zones, zone);
    return costLine({
      ...{
        host: 'shared',
        workload: 'all',
        kind: 'shared',
        what: `gateway tasks of zone ${zone}`,
        unit: `task-hours (${tasks.min} × ${hoursPerYear})`,
        price: noPrice,
      },
      quantity: tasks.min * hoursPerYear,
    });
  });
}

function platform(topology: Topology): CostLine[] {
  const links = Object.keys(topology.links).length;
  const what = [
    'load balancers, private endpoints, keys, logs, metrics and traces',
    'storage of weights and transfer between regions',
    ...(links === 0 ? [] : [`data through ${links} private links`]),
  ];
  return what.map((text) => costLine({ host: 'shared', workload: 'all', kind: 'shared', what: text, quantity: 1, unit: 'year', price: noPrice }));
}
