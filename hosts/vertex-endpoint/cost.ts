import { gpuPrice } from '../../facts/prices.js';
import { type FixedLine, type HostCost, hoursPerYear, type Price } from '../shared/host-cost.js';
import { type VertexDeployment, vertexDeployments } from './deployments.js';
import type { VertexEndpointHost } from './schema.js';

/** Replicas are billed from the deployment on: as many as run at the least are certain, up to the most they may become. */
export const cost: HostCost<VertexEndpointHost> = {
  service: 'vertex',
  listed: 'none',
  fixed: (_, host) => [
    ...vertexDeployments(host).map((deployment) => machineLine(deployment, host.region)),
    {
      what: 'management fee of Vertex AI on its machines',
      quantity: hoursPerYear * host.replicas.min,
      unit: 'replica-hours',
      price: { usd: 'unknown', source: 'facts/prices.yaml, unsourced', asOf: 'never', note: 'no row' },
      discountable: true,
    },
    ...(host.search === undefined ? [] : [searchLine]),
  ],
  tokens: () => 'by capacity',
};

const searchLine: FixedLine = {
  what: 'Vertex AI Search: queries and index',
  quantity: 1,
  unit: 'year',
  price: { usd: 'unknown', source: 'facts/prices.yaml', asOf: 'never', note: 'no row' },
  discountable: true,
};

function machineLine({ machineType, replicas, slot }: VertexDeployment, region: string): FixedLine {
  return {
    what: `${machineType}, deployment ${slot}`,
    quantity: replicas.min * hoursPerYear,
    unit: `replica-hours (${replicas.min} × ${hoursPerYear})`,
    price: machinePrice(machineType, region),
    discountable: true,
    ...(replicas.max > replicas.min && { between: [replicas.min * hoursPerYear, replicas.max * hoursPerYear] as const }),
  };
}

/** Machines of a family cost the same per GPU; Compute Engine's price, as nobody publishes Vertex AI's own. */
function machinePrice(machineType: string, region: string): Price {
  const [, family = machineType, gpus = ''] = /^(.*)-(\d+)g$/.exec(machineType) ?? [];
  const row = gpuPrice(family, region);
  if (row === undefined || gpus === '') return { usd: 'unknown', source: 'facts/prices.yaml', asOf: 'never', note: `no price of ${family} in ${region}` };
  return {
    usd: (row.usdPerHour / row.gpus) * Number(gpus),
    source: `facts/prices.yaml, ${row.source}`,
    asOf: row.asOf,
    note: `Compute Engine on demand, ${row.usdPerHour} ÷ ${row.gpus} × ${gpus} GPUs; a lower bound, Vertex AI adds its fee`,
  };
}
