import { gatewayPlaces } from '../../derived/gateway-service.js';
import { gatewayKeysBucket } from '../../derived/names.js';
import { loadTopology } from '../../topology/load.js';
import type { Topology } from '../../topology/schema/topology.js';
import { didYouMean } from '../../topology/suggest.js';
import { entity } from '../../topology/views.js';
import { created, type Edited, listed, revoked, rotated } from '../keys/edits.js';
import { KeysStore } from '../keys/store.js';
import { refusal } from '../refusal.js';

interface KeysOptions {
  readonly topology: string;
  readonly workload: string;
}

export interface CreateOptions extends KeysOptions {
  readonly team: string;
  readonly by: string;
  readonly days: string;
  readonly requestsPerMinute?: string;
  readonly tokensPerMinute?: string;
}

export interface RotateOptions extends KeysOptions {
  readonly id: string;
  readonly by: string;
  readonly days: string;
  readonly overlapHours: string;
}

export interface RevokeOptions extends KeysOptions {
  readonly id: string;
}

/** Makes a key and prints it, once: what is stored is its digest. */
export async function createKey(options: CreateOptions): Promise<number> {
  const { topology, store } = keysOf(options);
  const requestsPerMinute = options.requestsPerMinute === undefined ? undefined : whole('--requests-per-minute', options.requestsPerMinute, 1_000_000);
  const tokensPerMinute = options.tokensPerMinute === undefined ? undefined : whole('--tokens-per-minute', options.tokensPerMinute, 1_000_000_000);
  const limits = { ...(requestsPerMinute !== undefined && { requestsPerMinute }), ...(tokensPerMinute !== undefined && { tokensPerMinute }) };
  const wanted = { team: team(options.team), createdBy: options.by, expires: end(options.days), ...limits };
  return print(await store.change((object) => created(object, topology.name, wanted, new Date())));
}

/** Makes a key that takes the place of another one, which ends some hours later. */
export async function rotateKey(options: RotateOptions): Promise<number> {
  const { topology, store } = keysOf(options);
  const next = { createdBy: options.by, expires: end(options.days), overlapHours: whole('--overlap-hours', options.overlapHours, 24 * 30) };
  return print(await store.change((object) => rotated(object, topology.name, options.id, next, new Date())));
}

export async function revokeKey(options: RevokeOptions): Promise<number> {
  const { id } = await keysOf(options).store.change((object) => revoked(object, options.id));
  process.stdout.write(`${id} is revoked; tasks take it away within seconds.\n`);
  return 0;
}

export async function listKeys(options: KeysOptions): Promise<number> {
  const lines = listed(await keysOf(options).store.read(), new Date());
  process.stdout.write(
    [['id', 'workload', 'team', 'created', 'by', 'expires', 'requests/minute/task', 'tokens/minute/task', 'digest'].join('\t'), ...lines, ''].join('\n'),
  );
  return 0;
}

function print({ id, key }: Edited): number {
  process.stderr.write(`${id}: this is the only time that the key is shown.\n`);
  process.stdout.write(`${key}\n`);
  return 0;
}

/** The place of a workload's keys: the bucket of its zone. */
function keysOf({ topology: file, workload }: KeysOptions): { readonly topology: Topology; readonly store: KeysStore } {
  const { topology } = loadTopology(file);
  const found = topology.workloads[workload];
  const known = Object.keys(topology.workloads).sort();
  if (found === undefined) throw refusal(`--workload: received "${workload}". Allowed: ${known.join(', ')}.${didYouMean(workload, known)}`);
  const place = gatewayPlaces(topology).find(({ zone }) => zone === found.zone);
  if (topology.gateway.engine === 'existing')
    throw refusal('gateway keys: gateway.engine is existing, and its callers are known to your gateway alone. Allowed: envoy.');
  if (place === undefined)
    throw refusal(
      `--workload: the gateway of ${found.zone}, the zone of ${workload}, has no endpoint and so no keys. Set gateway.zones.${found.zone}.endpoint first.`,
    );
  const { id } = entity(topology.accounts.aws, place.account);
  const { zone, region } = place;
  const bucket = gatewayKeysBucket(topology.name, zone, id);
  return { topology, store: new KeysStore({ region, bucket, key: `keys/${workload}.json`, zone, workload }) };
}

/** Longest life of a key, in days. */
const longest = 365;

function end(days: string): string {
  return new Date(Date.now() + whole('--days', days, longest) * 86_400_000).toISOString();
}

function whole(option: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw refusal(`${option}: received "${text}". Allowed: a whole number from 1 to ${most}.`);
}

function team(text: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,30}$/.test(text)) return text;
  throw refusal(`--team: received "${text}". Allowed: up to 31 lower-case letters, digits and hyphens.`);
}
