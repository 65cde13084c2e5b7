import type { Sentence } from '../../hosts/shared/host-words.js';
import type { Topology } from '../../topology/schema/topology.js';

type LandingZone = Topology['landingZone'];

/** What a single value of the landing zone means for what is deployed. */
const effects: Readonly<Record<'permissionsBoundary' | 'rolePath' | 'bootstrapQualifier', string>> = {
  permissionsBoundary: 'every role on AWS gets it, or loses the one it had',
  rolePath: 'every role on AWS is replaced, and its ARN changes for whoever trusts it',
  bootstrapQualifier: 'every stack on AWS is deployed through another bootstrap, which has to be there first',
};

/** What an entry of a map of the landing zone means. */
const entryEffects: Readonly<Record<'securityPrincipals' | 'registries' | 'nodeAgents' | 'extraTags', readonly [gained: string, lost: string]>> = {
  securityPrincipals: [
    'may read how every key and bucket on AWS is set up, and none of what they hold',
    'may no longer read how keys and buckets on AWS are set up',
  ],
  registries: ['is a registry that images may come from', 'is no registry that images may come from any more'],
  nodeAgents: ['runs on every node of its fleets', 'runs on no node any more'],
  extraTags: ['is a tag of everything that takes tags', 'is no tag of anything any more'],
};

/** What a change of the landing zone means, in words. */
export function landingZoneSentences(before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.landingZone, after.landingZone];
  return [...valueSentences(was, is), ...archiveSentences(was, is), ...entrySentences(was, is)];
}

function* valueSentences(was: LandingZone, is: LandingZone): Iterable<Sentence> {
  for (const [field, effect] of Object.entries(effects) as [keyof typeof effects, string][]) {
    if (was[field] === is[field]) continue;
    const path = `landingZone.${field}`;
    yield { path, tells: [path], text: `\`${path}\` goes from ${shown(was[field])} to ${shown(is[field])}: ${effect}` };
  }
}

function* archiveSentences(was: LandingZone, is: LandingZone): Iterable<Sentence> {
  const [from, to] = [was.logArchive, is.logArchive];
  const path = 'landingZone.logArchive';
  for (const region of [...new Set([...Object.keys(from?.buckets ?? {}), ...Object.keys(to?.buckets ?? {})])].sort()) {
    const [old, now] = [from?.buckets[region], to?.buckets[region]];
    if (old === now && from?.account === to?.account) continue;
    const where = (bucket: string | undefined, account: string | undefined) =>
      bucket === undefined ? 'a log group of the network’s own account' : `\`${bucket}\` of account ${account}`;
    yield { path, tells: [path], text: `flow logs of ${region} go to ${where(now, to?.account)} instead of ${where(old, from?.account)}` };
  }
}

function* entrySentences(was: LandingZone, is: LandingZone): Iterable<Sentence> {
  for (const [field, [gained, lost]] of Object.entries(entryEffects) as [keyof typeof entryEffects, readonly [string, string]][]) {
    const [old, now]: readonly Readonly<Record<string, unknown>>[] = [was[field], is[field]];
    for (const id of [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].sort()) {
      const path = `landingZone.${field}.${id}`;
      if (old?.[id] === undefined) yield { path, tells: [path], text: `${shown(named(id, now?.[id]))} ${gained}` };
      else if (now?.[id] === undefined) yield { path, tells: [path], text: `${shown(named(id, old[id]))} ${lost}` };
    }
  }
}

/** A text is its own name; of anything more its id is. */
function named(id: string, value: unknown): string {
  return typeof value === 'string' && /[./:]/.test(value) ? value : id;
}

function shown(value: string | undefined): string {
  return value === undefined ? 'none' : `\`${value}\``;
}
