import type { SourceDocument } from './document.js';
import type { Problem } from './error.js';
import { ingestRoleName } from './names.js';
import type { Topology } from './schema/topology.js';
import { dotted } from './validate.js';
import { entity, fleetsOn, hostsOfKind, servedVersions, sortedEntries } from './views.js';

/** Where weights lie: an account and a region with fleets or imported models on AWS, and the models that they serve. */
export interface WeightsPlace {
  readonly account: string;
  readonly region: string;
  readonly models: readonly string[];
}

/** Every place with weights, in a fixed order. */
export function weightsPlaces(topology: Topology): WeightsPlace[] {
  const found: Record<string, { account: string; region: string; models: Set<string> }> = {};
  const served = [
    ...fleetsOn(topology, 'aws').map(([, host]) => ({ host, models: servedVersions(host).map(({ model }) => model) })),
    ...hostsOfKind(topology, 'bedrock-import').map(([, host]) => ({ host, models: [host.model] })),
  ];
  for (const { host, models } of served) {
    const key = `${host.account} ${host.region}`;
    const place = found[key] ?? { account: host.account, region: host.region, models: new Set() };
    found[key] = place;
    for (const model of models) place.models.add(model);
  }
  return sortedEntries(found).map(([, { account, region, models }]) => ({ account, region, models: [...models].sort() }));
}

/** Accounts and regions with fleets on Google, and the models that they serve, in a fixed order. */
export function googleWeightsPlaces(topology: Topology): WeightsPlace[] {
  const found: Record<string, { account: string; region: string; models: Set<string> }> = {};
  for (const [, { account, region, model }] of fleetsOn(topology, 'google')) {
    found[`${account} ${region}`] ??= { account, region, models: new Set() };
    found[`${account} ${region}`]?.models.add(model);
  }
  return sortedEntries(found).map(([, { account, region, models }]) => ({ account, region, models: [...models].sort() }));
}

/** Regions where weights lie, in a fixed order. */
export function weightsRegions(topology: Topology): string[] {
  return [...new Set(weightsPlaces(topology).map(({ region }) => region))].sort();
}

/** The only role that may write weights into a region and sign them, if the topology knows one. */
export function ingestRoleArn(topology: Topology, region: string): string | undefined {
  const { ingest, ingestRole } = topology.weights;
  if (ingest === undefined) return ingestRole;
  const { id, partition } = entity(topology.accounts.aws, ingest.account);
  return `arn:${partition}:iam::${id}:role/${ingestRoleName(topology.name, region)}`;
}

/** What the schema cannot see of the supply of weights. */
export function supplyProblems(topology: Topology, source: SourceDocument): Problem[] {
  const { ingest, ingestRole } = topology.weights;
  if (ingest === undefined) return [];
  const problems: { path: string[]; message: string }[] = [];
  if (ingestRole !== undefined) {
    problems.push({
      path: ['weights', 'ingestRole'],
      message: 'received a role beside weights.ingest. Allowed: one of the two; the job has a role of its own.',
    });
  }
  for (const [region, { cidr, availabilityZone }] of sortedEntries(ingest.regions)) {
    const prefix = Number(cidr.split('/')[1]);
    if (prefix < 16 || prefix > 27) {
      problems.push({
        path: ['weights', 'ingest', 'regions', region, 'cidr'],
        message: `received ${cidr}. Allowed: a range from /16 to /27, which holds two subnets.`,
      });
    }
    if (!availabilityZone.startsWith(region)) {
      problems.push({
        path: ['weights', 'ingest', 'regions', region, 'availabilityZone'],
        message: `received ${availabilityZone}. Allowed: a zone of ${region}, such as ${region}a.`,
      });
    }
  }
  for (const id of new Set(weightsPlaces(topology).flatMap(({ models }) => models))) {
    // What Meta hands out itself are pickles, which somebody has to convert first: no job can fetch that.
    if (topology.models[id]?.weights?.source !== 'meta') continue;
    problems.push({
      path: ['models', id, 'weights', 'source'],
      message:
        'received meta. Allowed with weights.ingest: huggingface; for weights that were converted, run runtime/weights/ingest.sh yourself and name its role in weights.ingestRole.',
    });
  }
  return problems.map(({ path, message }) => ({ message: `${dotted(path)}: ${message}`, location: source.locate(path), path: dotted(path) }));
}
