/** EC2 instance types with H100 or H200, and where they exist. Source: ec2.yaml. */
import { type Fact, table } from './read.js';

export type Gpu = 'H100' | 'H200';

/** Hardware of one type. `gpuMemoryGB` is per GPU; `nvme.sizeGB` per disk, in 10^9 bytes. */
export interface InstanceType extends Fact {
  readonly instanceType: string;
  readonly gpu: Gpu;
  readonly gpus: number;
  readonly gpuMemoryGB: number;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly nvme: { readonly disks: number; readonly sizeGB: number };
  readonly efaGbps: number;
}

/** Network interfaces that tasks of a node can have. */
export interface TaskInterfaces extends Fact {
  readonly instanceType: string;
  /** Interfaces of network card 0, the node's own included. */
  readonly interfaces: number;
  readonly addressesPerInterface: number;
  /** Tasks behind one trunk interface; absent where the type has none. */
  readonly branches?: number;
}

/** The prefix list of addresses of S3 in a region; AWS keeps its entries, and its id never changes. */
interface RegionPrefixList extends Fact {
  readonly region: string;
  readonly id: string;
}

/** A type that exists in a region, with its on-demand Linux price in USD per instance hour where known. */
export interface InstanceOffer extends Fact {
  readonly instanceType: string;
  readonly region: string;
  readonly onDemandUsdPerHour?: number;
  readonly priceSource?: string;
  readonly priceAsOf?: string;
  readonly priceConfirmedBy?: readonly string[];
  readonly priceConfirmedAsOf?: string;
}

/** A Capacity Block price in USD per instance hour, paid in advance. */
export interface CapacityBlockPrice extends Fact {
  readonly instanceType: string;
  readonly region?: string;
  readonly scope?: string;
  readonly usdPerHour: number;
  readonly previousUsdPerHour?: number;
  readonly stale?: boolean;
}

/** What Amazon sells as a Capacity Block. Lengths in days; times are UTC on the last day, HH:MM. */
export interface CapacityBlockTerms extends Fact {
  readonly dailyUpTo: number;
  readonly weeklyUpTo: number;
  readonly maxInstances: number;
  readonly endsAt: string;
  /** Instances that still run are terminated from here on. */
  readonly terminationStartsAt: string;
}

/** A service quota per account and region. */
export interface InstanceQuota extends Fact {
  readonly service: string;
  readonly quotaCode: string;
  readonly name: string;
  readonly unit: 'vCPU';
  readonly families: readonly string[];
}

const offers = () => table<InstanceOffer>('ec2', 'offers');

/** All known instance types. */
export function instanceTypes(): readonly InstanceType[] {
  return table<InstanceType>('ec2', 'instanceTypes');
}

/** The hardware of an instance type. */
export function instanceType(id: string): InstanceType | undefined {
  return instanceTypes().find((row) => row.instanceType === id);
}

/** The network interfaces that tasks on a type can have. */
export function taskInterfaces(id: string): TaskInterfaces | undefined {
  return table<TaskInterfaces>('ec2', 'taskInterfaces').find((row) => row.instanceType === id);
}

/** Id of the prefix list that AWS keeps for S3 in a region, or undefined where nobody has written it down. */
export function s3PrefixList(region: string): string | undefined {
  return table<RegionPrefixList>('ec2', 's3PrefixLists').find((row) => row.region === region)?.id;
}

/** The offer of a type in a region. Existence, not free capacity. */
export function instanceOffered(id: string, region: string): InstanceOffer | undefined {
  return offers().find((row) => row.instanceType === id && row.region === region);
}

/** Regions where a type exists. */
export function regionsOffering(id: string): string[] {
  return offers()
    .filter((row) => row.instanceType === id)
    .map((row) => row.region);
}

/** Capacity Block prices of a type. */
export function capacityBlockPrices(id: string): readonly CapacityBlockPrice[] {
  return table<CapacityBlockPrice>('ec2', 'capacityBlockPrices').filter((row) => row.instanceType === id);
}

/** Lengths and end of Capacity Blocks. */
export function capacityBlockTerms(): CapacityBlockTerms {
  const [terms] = table<CapacityBlockTerms>('ec2', 'capacityBlockTerms');
  if (terms === undefined) throw new Error('facts/ec2.yaml has no capacityBlockTerms');
  return terms;
}

/** The quota that instances of a type use up. */
export function instanceQuota(id: string): InstanceQuota | undefined {
  const [family = id] = id.split('.');
  return table<InstanceQuota>('ec2', 'quotas').find(({ families }) => families.includes(family));
}
