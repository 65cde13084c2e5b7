import { gpuPrice } from '../../facts/prices.js';
import { type FixedLine, type HostCost, hoursPerYear, monthsPerYear, type Price, type UsageLine } from '../shared/host-cost.js';
import { noPrice, servicePriceIn } from '../shared/service-price.js';
import { type VertexDeployment, vertexDeployments } from './deployments.js';
import type { VertexEndpointHost } from './schema.js';

/** Replicas are billed from the deployment on, as many as the load asks for between the fewest and the most. */
export const cost: HostCost<VertexEndpointHost> = {
  service: 'vertex',
  listed: 'none',
  fixed: (_, host, { running }) => vertexDeployments(host).map((deployment) => machineLine(deployment, host.region, running)),
  beside: (_, host, { running }) => [
    {
      what: 'management fee of Vertex AI on its machines',
      quantity: hoursPerYear * (running === 'unknown' ? host.replicas.min : running),
      unit: 'replica-hours',
      price: noPrice('Google lists none for these machines; the bill of a first month settles it'),
      discountable: true,
    },
    ...(host.endpoint === 'private-psc' ? [pscLine] : []),
    ...(host.search === undefined ? [] : [indexLine]),
  ],
  usage: ({ search, modelArmor }) => [...(search === undefined ? [] : [queries(search)]), ...(modelArmor === undefined ? [] : [screening])],
  tokens: () => 'by capacity',
};

const pscLine: FixedLine = {
  what: 'Private Service Connect endpoint, and data through it',
  quantity: hoursPerYear,
  unit: 'endpoint-hours',
  price: noPrice('no row of Private Service Connect'),
  discountable: false,
};

const indexLine: FixedLine = {
  what: 'index of Vertex AI Search',
  quantity: monthsPerYear,
  unit: 'months of the documents that are indexed',
  price: noPrice('no row, and a topology does not say how large its documents are'),
  discountable: true,
};

/** One query for every request that is answered: retrieval is what grounds it. */
function queries({ tier, location }: NonNullable<VertexEndpointHost['search']>): UsageLine {
  return {
    what: `queries of Vertex AI Search, ${tier}`,
    per: '1000 requests',
    price: servicePriceIn('google', tier === 'standard' ? 'search-standard' : 'search-enterprise', location),
  };
}

const screening: UsageLine = {
  what: 'Model Armor on prompts and answers',
  per: '10^6 tokens',
  price: noPrice('no row of Model Armor'),
};

/** The deployment that answers runs as the load asks; one that is to take over, and one of which nothing is known, at its fewest. */
function machineLine({ machineType, replicas, slot, prefix }: VertexDeployment, region: string, running: number | 'unknown'): FixedLine {
  const count = prefix === 'next.' || running === 'unknown' ? replicas.min : running;
  return {
    what: `${machineType}, deployment ${slot}`,
    quantity: count * hoursPerYear,
    unit: `replica-hours (${Number(count.toFixed(2))} × ${hoursPerYear})`,
    price: machinePrice(machineType, region),
    discountable: true,
    ...(replicas.max > replicas.min && { between: [replicas.min * hoursPerYear, replicas.max * hoursPerYear] as const }),
  };
}

/** Machines of a family cost the same per GPU; Compute Engine's price, as nobody publishes Vertex AI's own. */
function machinePrice(machineType: string, region: string): Price {
  const [, family = machineType, gpus = ''] = /^(.*)-(\d+)g$/.exec(machineType) ?? [];
  const row = gpuPrice(family, region);
  if (row === undefined || gpus === '') return noPrice(`no price of ${family} in ${region}`);
  return {
    usd: (row.usdPerHour / row.gpus) * Number(gpus),
    source: `facts/prices.yaml, ${row.source}`,
    asOf: row.asOf,
    note: `Compute Engine on demand, ${row.usdPerHour} ÷ ${row.gpus} × ${gpus} GPUs; a lower bound, Vertex AI adds its fee`,
  };
}
