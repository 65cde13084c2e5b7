import { stackKinds } from '../../../hosts/shared/stack-kinds.js';
import type { LoadedTopology } from '../../../topology/load.js';
import type { Outputs } from '../../../topology/outputs.js';
import { type Topology, topologySchema } from '../../../topology/schema/topology.js';
import { dataSource } from './data-source.js';
import { type Path, places } from './places.js';

/** A topology that says the same with other names, and which word became which. */
export interface Renamed {
  readonly loaded: LoadedTopology;
  /** Pairs: a topology may have the name of one of its entities, and then one word becomes two. */
  readonly words: readonly (readonly [old: string, now: string])[];
}

/**
 * A topology with another name, other ids of every entity, recipients and repositories of images, wherever they are. Names of stacks follow. `start` is what
 * the new ids begin with.
 */
export function renamed(loaded: LoadedTopology, start = 'zy'): Renamed {
  const { topology, source, outputs } = loaded;
  const ids = newIds(topology, start);
  const name = 'qorvex';
  const words = [...ids, [topology.name, name] as const];
  const enumerated = new Set([...places(topologySchema, topology)].filter(({ values }) => values !== undefined).map(({ path }) => path.join('\0')));
  const inText = (text: string, path: Path): string => {
    if (path.length === 1 && path[0] === 'name') return name;
    if (enumerated.has(path.join('\0'))) return text;
    if (/^finance\.notify/.test(path.join('.'))) return kept(text, `x-${text}`, /[^a-z0-9]+/g);
    const repository = /^([a-z]+)\/[a-z-]+[:@]/.exec(text)?.[1];
    if (repository !== undefined) return text.replace(repository, kept(repository, 'pictures'));
    const service = existingService.exec(text)?.[0];
    if (service !== undefined) return text.replace(existingService, kept(service, `x${service}`));
    return ids.get(text) ?? stackNamed(text) ?? subjectNamed(text);
  };
  const kept = (old: string, now: string, slug?: RegExp): string => {
    words.push(slug === undefined ? [old, now] : [old.replace(slug, '-'), now.replace(slug, '-')]);
    return now;
  };
  /** `hosts.eu-fleet`, as approvals name what they speak of. */
  const subjectNamed = (text: string) =>
    /^[a-z]+(\.[A-Za-z0-9-]+)+$/.test(text) && (text.split('.')[0] as string) in topology
      ? text
          .split('.')
          .map((part) => ids.get(part) ?? part)
          .join('.')
      : text;
  const stackNamed = (text: string): string | undefined => {
    for (const [account, newAccount] of ids) {
      const head = `${topology.name}-${account}-`;
      const kind = text.startsWith(head) ? longest(text.slice(head.length)) : undefined;
      if (kind === undefined) continue;
      const rest = text.slice(head.length + kind.length + 1);
      return [name, newAccount, kind, ...(rest === '' ? [] : [ids.get(rest) ?? rest])].join('-');
    }
    return undefined;
  };
  const copy = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return inText(value, path);
    if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index]));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [keyNamed(key, path), copy(inner, [...path, key])]));
  };
  const keyNamed = (key: string, path: Path) => (path.length === 0 || fields.has(path.join('.')) ? key : (ids.get(key) ?? stackNamed(key) ?? key));
  const fields = fieldNames(topology);
  const now = copy(topology, []) as Topology;
  return { loaded: { ...loaded, topology: now, source: dataSource(now, source.file), outputs: copy(outputs, ['outputs']) as Outputs }, words };
}

const longest = (text: string) => stackKinds.filter((kind) => text === kind || text.startsWith(`${kind}-`)).sort((a, b) => b.length - a.length)[0];

/** Paths of blocks whose keys are fields of the schema, not ids. */
function fieldNames(topology: Topology): ReadonlySet<string> {
  const all = [...places(topologySchema, topology)];
  const records = new Set(all.filter(({ name }) => name.endsWith('*')).map(({ path }) => path.slice(0, -1).join('.')));
  return new Set(all.map(({ path }) => path.join('.')).filter((path) => !records.has(path)));
}

/** Registries and vaults on Azure that exist: a network has an endpoint to each, which is named as they are. */
const existingService =
  /(?<=\/Microsoft\.(?:ContainerRegistry\/registries|KeyVault\/vaults)\/)[a-z0-9-]+$|^[a-z0-9]+(?=\.azurecr\.io\/)|(?<=^https:\/\/)[a-z0-9-]+(?=\.vault\.azure\.net\/secrets\/)/;

/** Rooms whose keys are no ids of entities. */
const otherKeys =
  /^(accounts\.aws\.\*\.organization|landingZone\.(extraTags|logArchive\.buckets|nodeAgents\.\*\.environment)|licence\.accepted|terraform|weights\.ingest\.regions|gateway\.images\.regions|existing\.(ingestProxies|buckets\.(aws|google)\.\*\.\*))/;

/** A new id for every entity, in the same order: what is filled first stays so. */
function newIds(topology: Topology, start: string): ReadonlyMap<string, string> {
  const keys = [...places(topologySchema, topology)].flatMap(({ name, path }) =>
    name.endsWith('*') && !otherKeys.test(name) && /^[a-z][a-z0-9-]*$/.test(String(path.at(-1))) ? [String(path.at(-1))] : [],
  );
  const old = [...new Set(keys)].sort();
  return new Map(old.map((id, index) => [id, `${start}${letter(index / 26)}${letter(index % 26)}${endings[index % endings.length]}`]));
}

const letter = (index: number) => String.fromCharCode('a'.charCodeAt(0) + Math.floor(index));
const endings = ['k', '-wq7', 'jx', '-vv-b'];
