/** EC2 instance types with H100 or H200, and where they exist. Source: ec2.yaml. */
import { type Row, table } from './read.js';

export type Gpu = Row<'ec2', 'instanceTypes'>['gpu'];

/** Hardware of one type. `gpuMemoryGB` is per GPU; `nvme.sizeGB` per disk, in 10^9 bytes. */
export type InstanceType = Row<'ec2', 'instanceTypes'>;

/** Network interfaces that tasks of a node can have. */
export type TaskInterfaces = Row<'ec2', 'taskInterfaces'>;

/** A type that exists in a region, with its on-demand Linux price in USD per instance hour where known. */
export type InstanceOffer = Row<'ec2', 'offers'>;

/** A Capacity Block price in USD per instance hour, paid in advance. */
export type CapacityBlockPrice = Row<'ec2', 'capacityBlockPrices'>;

/** What Amazon sells as a Capacity Block. Lengths in days; times are UTC on the last day, HH:MM. */
export type CapacityBlockTerms = Row<'ec2', 'capacityBlockTerms'>;

/** A service quota per account and region. */
export type InstanceQuota = Row<'ec2', 'quotas'>;

const offers = () => table('ec2', 'offers');

/** All known instance types. */
export function instanceTypes(): readonly InstanceType[] {
  return table('ec2', 'instanceTypes');
}

/** The hardware of an instance type. */
export function instanceType(id: string): InstanceType | undefined {
  return instanceTypes().find((row) => row.instanceType === id);
}

/** The hardware of an instance type; of one that facts do not know, which `capacity/instance-region` reports, that of the largest. */
export function instanceTypeOrLargest(id: string): InstanceType {
  const [largest] = [...instanceTypes()].sort((a, b) => b.vcpus - a.vcpus);
  if (largest === undefined) throw new Error('facts/ec2.yaml has no instanceTypes');
  return instanceType(id) ?? largest;
}

/** The network interfaces that tasks on a type can have. */
export function taskInterfaces(id: string): TaskInterfaces | undefined {
  return table('ec2', 'taskInterfaces').find((row) => row.instanceType === id);
}

/** Id of the prefix list that AWS keeps for S3 in a region, or undefined where nobody has written it down. */
export function s3PrefixList(region: string): string | undefined {
  return table('ec2', 's3PrefixLists').find((row) => row.region === region)?.id;
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

/** Types that exist in a region. */
export function typesIn(region: string): string[] {
  return offers()
    .filter((row) => row.region === region)
    .map((row) => row.instanceType);
}

/** Capacity Block prices of a type. */
export function capacityBlockPrices(id: string): readonly CapacityBlockPrice[] {
  return table('ec2', 'capacityBlockPrices').filter((row) => row.instanceType === id);
}

/** Lengths and end of Capacity Blocks. */
export function capacityBlockTerms(): CapacityBlockTerms {
  const [terms] = table('ec2', 'capacityBlockTerms');
  if (terms === undefined) throw new Error('facts/ec2.yaml has no capacityBlockTerms');
  return terms;
}

/** The quota that instances of a type use up. */
export function instanceQuota(id: string): InstanceQuota | undefined {
  const [family = id] = id.split('.');
  return table('ec2', 'quotas').find(({ families }) => families.includes(family));
}
