import { instanceOffered } from '../../facts/ec2.js';
import { nodeImageParameter } from '../../facts/serving.js';
import { allNodes } from '../shared/fleet-versions.js';
import type { OwnNodes } from '../shared/host-traits.js';
import type { AwsFleetHost } from './schema.js';

/** The nodes of a fleet. A reservation costs what its instance costs, so it is not counted twice; a Capacity Block is prepaid. */
export function ownNodes(host: AwsFleetHost): OwnNodes {
  const { nodes, capacity, region, nodeImage } = host;
  const offer = instanceOffered(nodes.instanceType, region);
  const price = offer?.onDemandUsdPerHour;
  return {
    instanceType: nodes.instanceType,
    count: allNodes(host),
    prepaid: Object.values(capacity.blocks).reduce((sum, { count }) => sum + count, 0),
    blocks: Object.entries(capacity.blocks).map(([name, { end }]) => ({ name, end })),
    release: nodeImage,
    image: nodeImageParameter(nodeImage) ?? 'unknown',
    price:
      offer === undefined || price === undefined
        ? { usdPerHour: 'unknown', source: 'facts/ec2.yaml' }
        : { usdPerHour: price, source: `${offer.priceSource ?? offer.source}, ${offer.priceAsOf ?? offer.asOf}` },
  };
}
