import type { LoadedTopology } from '../../../topology/load.js';
import { topologySchema } from '../../../topology/schema/topology.js';
import { once } from '../../support/once.js';
import { topologies, topologyWith } from '../../support/topologies.js';
import { loadedWith, rounds } from './combined.js';
import { composed } from './compositions.js';
import { existingVariants } from './existing-variants.js';
import { places } from './places.js';
import { isForbidden, presenceVariants, valueVariants } from './variants.js';

/** Legitimate topologies of every kind: those of the repository, and each option of the schema switched once, several together where they fit. */
export const legitimate = once((): readonly { readonly names: string; readonly loaded: LoadedTopology }[] => {
  const values = valueVariants().filter((one) => !isForbidden(one) && !one.variant.startsWith('models.*.release='));
  const presences = presenceVariants();
  const given = presences.filter(({ value }) => value !== undefined);
  const leftOut = presences.filter(({ value }) => value === undefined);
  return topologies.flatMap(([name, file]) => [
    { names: name, loaded: topologyWith([], file) },
    ...composed(file),
    ...inLandingZone(file),
    ...[...rounds(file, [...values, ...given]), ...rounds(file, existingVariants()), ...rounds(file, leftOut)].map(({ names, loaded }) => ({
      names: `${name}: ${names}`,
      loaded,
    })),
  ]);
});

const digest = '0'.repeat(64);

/** All that an organisation may demand, of a topology that does not say so itself: it is emitted everywhere. */
function inLandingZone(file: string): { readonly names: string; readonly loaded: LoadedTopology }[] {
  const { topology } = topologyWith([], file);
  const fleets = Object.entries(topology.hosts).flatMap(([id, host]) => (host.kind === 'self-hosted' && host.cloud === 'aws' ? [id] : []));
  const regions = Object.values(topology.networks).flatMap(({ cloud, region }) => (cloud === 'aws' ? [region] : []));
  const landingZone = {
    permissionsBoundary: 'landing-zone/Boundary',
    rolePath: '/workloads/',
    bootstrapQualifier: 'llmplat',
    logArchive: { account: '444455556666', buckets: Object.fromEntries(regions.map((region) => [region, `logs-${region}`])) },
    securityPrincipals: { audit: 'arn:aws:iam::555566667777:role/Audit' },
    extraTags: { team: 'x' },
    ...(fleets.length > 0 && { nodeAgents: { sensor: { image: `sensor:7.1@sha256:${digest}`, hosts: fleets, memoryMiB: 512, reads: ['/proc'] } } }),
  };
  const loaded = loadedWith(file, [{ path: ['landingZone'], value: landingZone }]);
  if (loaded === undefined) throw new Error(`${file} refuses a landing zone`);
  return [{ names: `${file} in a landing zone`, loaded }];
}

/** Kinds of entities that no legitimate topology has, such as `backends.google.*.kind=s3`. Approvals and terms reach no output. */
export function untriedKinds(): string[] {
  const wanted = new Set<string>();
  const tried = new Set<string>();
  // The others switch values and fields, which makes no other kind of anything.
  const shown = topologies.flatMap(([name, file]) => [{ names: name, loaded: topologyWith([], file) }, ...composed(file)]);
  for (const { loaded } of shown) {
    for (const { name, value, alternatives } of places(topologySchema, loaded.topology)) {
      if (alternatives === undefined || /^(approvals|contracts|licence)\b/.test(name)) continue;
      tried.add(`${name}=${value}`);
      for (const kind of alternatives) wanted.add(`${name}=${kind}`);
    }
  }
  return [...wanted].filter((kind) => !tried.has(kind)).sort();
}
