import { partsOf, placeIn, rangesWithin } from './ipv4-range.js';
import type { Network } from './schema/networks.js';

/** Prefix length of the subnets of a VPC that is made here. */
const prefix = 20;

/** Ranges of the subnets of a VPC that is made here, one in each of its zones, in their order. */
export function subnetRanges({ cidr, availabilityZones = [] }: Network): string[] {
  return partsOf(cidr, prefix, availabilityZones.length);
}

/** Index of the subnet where something may have an address; AWS keeps the first four and the last to itself. */
export function subnetWithin(network: Network, address: string): number | undefined {
  const index = subnetRanges(network).findIndex((range) => {
    const place = placeIn(range, address);
    return rangesWithin(`${address}/32`, range) && place >= 4 && place < 2 ** (32 - prefix) - 1;
  });
  return index === -1 ? undefined : index;
}
