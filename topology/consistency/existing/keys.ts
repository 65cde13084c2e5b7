import { searchLocation } from '../../../facts/google.js';
import { cloudOf, formOf, isHost } from '../../../hosts/schemas.js';
import type { Topology } from '../../schema/topology.js';
import { entity, sortedEntries } from '../../views.js';
import type { Misfit } from '../misfit.js';
import { formed, forms, type Path, placed } from './forms.js';

/** Keys, guardrails and buckets are of the account and region of what uses them, and something uses them. */
export function existingKeyMisfits(topology: Topology): Misfit[] {
  return [
    ...Object.entries(topology.existing.keys).flatMap(([id, key]) => ofHost(topology, id, key)),
    ...oneForSearch(topology),
    ...Object.entries(topology.existing.guardrails).flatMap(([id, guardrail]) => ofGuardrail(topology, id, guardrail.id)),
    ...ofBuckets(topology),
  ];
}

function ofHost(topology: Topology, id: string, key: string): Misfit[] {
  const path = ['existing', 'keys', id];
  const host = entity(topology.hosts, id);
  const use = formOf(host).existingKey(host);
  if (use.kind === 'none') return [{ path, message: `received a key for ${id}, and ${use.why}. Allowed: none.` }];
  const cloud = cloudOf(host);
  if (cloud === 'azure') return formed(key, forms.vaultKey, path);
  if (cloud === 'google') return ofGoogle(key, use.location ?? '', id, path);
  return 'region' in host ? ofAws(key, entity(topology.accounts.aws, host.account).id, host.region, id, path) : [];
}

/** Vertex AI Search registers one key for each location of a project. */
function oneForSearch({ existing, hosts }: Topology): Misfit[] {
  const first = new Map<string, { readonly id: string; readonly key: string }>();
  return sortedEntries(hosts).flatMap(([id, host]) => {
    const key = existing.keys[id];
    if (!isHost(host, 'vertex-endpoint') || host.search === undefined || key === undefined) return [];
    const place = `${host.account} ${host.search.location}`;
    const known = first.get(place) ?? { id, key };
    first.set(place, known);
    return known.key === key
      ? []
      : [
          {
            path: ['existing', 'keys', id],
            message: `received another key than ${known.id} has, and search in ${host.search.location} has one. Allowed: the same.`,
          },
        ];
  });
}

function ofAws(key: string, account: string, region: string, of: string, path: Path): Misfit[] {
  const misfits = formed(key, forms.kmsKey, path);
  if (misfits.length > 0) return misfits;
  const [, , , at, owner] = key.split(':');
  return [...placed('account', owner, account, of, path), ...placed('region', at, region, of, path)];
}

/** Cloud KMS keys may be in a project of their own; where they are decides what they can encrypt. */
function ofGoogle(key: string, location: string, of: string, path: Path): Misfit[] {
  const search = searchLocation(location);
  if (search !== undefined && !search.cmek) return [{ path, message: `received a key for search in ${location}, which takes none. Allowed: none.` }];
  const misfits = formed(key, forms.cloudKmsKey, path);
  return misfits.length > 0 ? misfits : placed('location', key.split('/')[3], search?.kmsLocation ?? location, of, path);
}

/** The id alone: account and region are those of the host, because no call may name a guardrail elsewhere. */
function ofGuardrail({ hosts }: Topology, id: string, guardrail: string): Misfit[] {
  const path = ['existing', 'guardrails', id];
  const host = entity(hosts, id);
  if (!('guardrail' in host)) return [{ path, message: `received a guardrail for a ${host.kind} host, whose calls name none. Allowed: hosts on Bedrock.` }];
  return formed(guardrail, forms.guardrail, [...path, 'id']);
}

function ofBuckets(topology: Topology): Misfit[] {
  return (['aws', 'google'] as const).flatMap((cloud) =>
    sortedEntries(topology.existing.buckets[cloud]).flatMap(([alias, byRegion]) =>
      sortedEntries(byRegion).flatMap(([region, { key }]) => {
        const path = ['existing', 'buckets', cloud, alias, region];
        const places = weightsPlaces(topology, cloud);
        if (!places.includes(`${alias} in ${region}`)) {
          return [{ path, message: `received a bucket for ${alias} in ${region}, where nothing serves weights. Allowed: ${places.join(', ') || 'none'}.` }];
        }
        const at = [...path, 'key'];
        return cloud === 'aws' ? ofAws(key, entity(topology.accounts.aws, alias).id, region, 'the bucket', at) : ofGoogle(key, region, 'the bucket', at);
      }),
    ),
  );
}

/** Accounts and regions that serve weights from a bucket. */
function weightsPlaces(topology: Topology, cloud: 'aws' | 'google'): string[] {
  const places = Object.values(topology.hosts).flatMap((host) =>
    formOf(host).weights === cloud && 'region' in host ? [`${host.account} in ${host.region}`] : [],
  );
  return [...new Set(places)].sort();
}
