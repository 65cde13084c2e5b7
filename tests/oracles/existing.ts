import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Emulator } from './emulator.js';

/** Something that is there before the first deployment: a member of the list that existing.py takes. */
interface Thing {
  readonly kind: 'boundary' | 'role' | 'bucket' | 'key' | 'network' | 'transit_gateway' | 'zone';
  readonly account: string;
  readonly region: string;
  readonly [member: string]: unknown;
}

/** Makes in an emulator what the topology expects of its organisation on AWS. Returns the ids that it gave, by those of the topology: an emulator takes none. */
export function makeExisting(emulator: Emulator, python: string, topology: Topology): ReadonlyMap<string, string> {
  const { status, stdout, stderr } = spawnSync(join(python, 'bin', 'python'), ['tests/oracles/existing.py', JSON.stringify(things(topology))], {
    env: emulator.environment,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`existing.py failed: ${stderr.slice(-2_000)}`);
  return new Map(Object.entries<string>(JSON.parse(stdout)));
}

function things(topology: Topology): Thing[] {
  const { accounts, existing, landingZone, links, networks } = topology;
  const boundary = landingZone.permissionsBoundary;
  const found: Thing[] = [];
  const add = (kind: Thing['kind'], account: string, region: string, rest: object) => found.push({ kind, account, region, ...rest });
  const addKey = (arn: string) => arn.startsWith('arn:') && add('key', accountOf(arn), arn.split(':')[3] ?? '', { id: arn });
  const addIn = (name: string, kind: Thing['kind'], rest: object) => {
    const network = entity(networks, name);
    if (network.cloud === 'aws') add(kind, entity(accounts.aws, network.account).id, network.region, rest);
  };

  if (boundary !== undefined) for (const { id } of Object.values(accounts.aws)) add('boundary', id, home, { name: boundary });
  for (const arn of Object.values(existing.roles)) add('role', accountOf(arn), home, { name: arn.split(':role/')[1] });
  Object.values(existing.keys).forEach(addKey);
  for (const [account, regions] of Object.entries(existing.buckets.aws)) {
    for (const [region, { name, key }] of Object.entries(regions)) {
      add('bucket', entity(accounts.aws, account).id, region, { name });
      addKey(key);
    }
  }
  const { account: archive = '', buckets = {} } = landingZone.logArchive ?? {};
  for (const [region, name] of Object.entries(buckets)) add('bucket', archive, region, { name });
  for (const [name, { id, subnets = [], endpoints }] of Object.entries(existing.networks)) {
    const { cidr, availabilityZones = [] } = entity(networks, name);
    const zones = Object.fromEntries(subnets.map((subnet, at) => [subnet, availabilityZones[at]]));
    addIn(name, 'network', { id, cidr, subnets: zones, group: endpoints?.securityGroup ?? null });
  }
  for (const { attach } of Object.values(links)) {
    for (const [name, half] of Object.entries(attach)) if (half.by === 'transit-gateway') addIn(name, 'transit_gateway', { id: half.transitGateway });
  }
  for (const { cloud, account, id, domain } of Object.values(existing.dnsZones)) {
    if (cloud === 'aws') add('zone', entity(accounts.aws, account).id, home, { id, domain });
  }
  return found;
}

/** Where services without regions are asked. */
const home = 'us-east-1';

const accountOf = (arn: string) => arn.split(':')[4] ?? '';
