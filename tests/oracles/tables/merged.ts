import { checkedTopology, type LoadedTopology } from '../../../topology/load.js';
import type { Json } from '../../support/documents.js';
import { dataSource } from './data-source.js';
import { renamed } from './renamed.js';

/** Rooms with entities of their own; the others are those of the first topology. */
const rooms = [
  'accounts.aws',
  'accounts.google',
  'accounts.azure',
  'backends.google',
  'backends.azure',
  'networks',
  'links',
  'zones',
  'models',
  'hosts',
  'workloads',
  'gateway.zones',
  'contracts',
  'approvals',
  'extensions',
  'existing.networks',
  'existing.keys',
  'existing.guardrails',
  'existing.perimeters',
  'landingZone.nodeAgents',
  'landingZone.securityPrincipals',
  'landingZone.registries',
  'licence.accepted',
  'weights.ingest.regions',
] as const;

/** One topology of everything that several have, each with ids, accounts and projects of its own. Throws `InputError` where they do not go together. */
export function merged(all: readonly LoadedTopology[]): LoadedTopology {
  const [first, ...others] = all.map((loaded, index) => apart(renamed(loaded, `q${'abcdefghi'[index]}`).loaded, index));
  const whole = first;
  for (const other of others) {
    // One organization: the accounts of the others are bounded by it.
    const managed = Object.values<Json>(whole.accounts.aws).some(({ organization }) => organization !== undefined);
    if (managed) for (const account of Object.values<Json>(other.accounts.aws)) delete account.organization;
    for (const room of rooms) {
      const [own, more] = [at(whole, room), at(other, room)];
      if (more === undefined) continue;
      if (own === undefined) set(whole, room, more);
      else for (const [key, value] of Object.entries(more)) own[key] ??= value;
    }
    whole.weights.ingestServiceAccount ??= other.weights.ingestServiceAccount;
    whole.landingZone.logArchive ??= other.landingZone.logArchive;
  }
  const [source, outputs] = [all[0]?.source.file ?? '', Object.assign({}, ...all.map((one) => one.outputs))];
  return checkedTopology(dataSource(whole, source), outputs, []);
}

/** With numbers of accounts, projects and subscriptions of its own, which several examples have in common. Ranges still overlap. */
function apart({ topology }: LoadedTopology, index: number): Json {
  const text = JSON.stringify(topology)
    .replace(/\b\d(\d{11})\b/g, (_, rest: string) => `${index + 1}${rest}`)
    .replace(/\b(acme|nordic|retail)-((llama|app|gpu|images)[a-z-]*)/g, `$1${index}-$2`)
    .replace(/"(subscription|tenant)":"[0-9a-f]/g, `"$1":"${index + 1}`);
  return JSON.parse(text);
}

const at = (data: Json, room: string): Json => room.split('.').reduce((inner, key) => inner?.[key], data);

function set(data: Json, room: string, value: Json): void {
  const keys = room.split('.');
  const last = keys.pop() ?? '';
  const inner = keys.reduce((so, key) => (so[key] ??= {}), data);
  inner[last] = value;
}
