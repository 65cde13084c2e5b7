import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundled } from '../../../gateway/local/programs.js';
import { writeZone } from '../../../gateway/local/written.js';
import { LocalZone } from '../../../gateway/local/zone.js';
import { rehearsalOutputs } from '../../../gateway/rehearsal.js';
import { loadTopology } from '../../../topology/load.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { limits, Subject, tokenSeconds } from './subject.js';

/** The emitted files of a zone, not started yet. */
export interface ZoneToRun {
  readonly name: string;
  readonly topology: Topology;
  readonly files: string;
}

/** Writes the files of every zone of a topology into a directory, with all requests of a host to its present version. Deploy-time values are documentation values. */
export function writtenZones(file: string, directory: string): ZoneToRun[] {
  return written(withoutShares(loadTopology(file).topology), basename(file, '.yaml'), directory);
}

/** The same of topologies with a host of which some requests go to the version that takes over. */
export function sharedZones(file: string, directory: string): ZoneToRun[] {
  const { topology } = loadTopology(file);
  return sharedHosts(topology).length === 0 ? [] : written(topology, `${basename(file, '.yaml')} shared`, directory);
}

/** Hosts with two versions that both get requests, by id, and the part of the one that takes over in percent. */
export function sharedHosts({ hosts }: Topology): (readonly [id: string, percent: number])[] {
  return Object.entries(hosts).flatMap(([id, host]) => {
    const percent = 'transition' in host ? (host.transition?.trafficPercent ?? 0) : 'next' in host ? (host.next?.trafficPercent ?? 0) : 0;
    return percent > 0 ? [[id, percent] as const] : [];
  });
}

function withoutShares(topology: Topology): Topology {
  const shared = sharedHosts(topology).map(([id]) => id);
  const none = { trafficPercent: 0 };
  const alone = Object.entries(topology.hosts).map(([id, host]) => {
    if (!shared.includes(id)) return [id, host] as const;
    return [
      id,
      'transition' in host ? { ...host, transition: { ...host.transition, ...none } } : { ...host, next: { ...('next' in host && host.next), ...none } },
    ] as const;
  });
  return { ...topology, hosts: Object.fromEntries(alone) as Topology['hosts'] };
}

function written(topology: Topology, called: string, directory: string): ZoneToRun[] {
  if (topology.gateway.engine === 'existing') return [];
  return Object.keys(topology.gateway.zones)
    .filter((zone) => Object.values(topology.workloads).some((workload) => workload.zone === zone))
    .sort()
    .map((zone) => {
      const files = join(directory, called.replace(' ', '-'), zone);
      writeZone(topology, rehearsalOutputs(topology), zone, files);
      return { name: `${called} ${zone}`, topology, files };
    });
}

/** Starts the gateway of a zone before mocks, or before the hosts of another zone. */
export async function started({ name, topology, files }: ZoneToRun, { envoy, programs }: Tools, beside?: Subject): Promise<Subject> {
  const options = { files, envoy, programs, limits, tokenSeconds, level: 'info' as const, ...(beside !== undefined && { beside: beside.local }) };
  return new Subject(name, topology, await LocalZone.start(options));
}

/** What all zones run with. */
export interface Tools {
  readonly envoy: string;
  readonly programs: ReturnType<typeof bundled>;
  readonly directory: string;
  remove(): void;
}

export function tools(envoy: string): Tools {
  const directory = mkdtempSync(join(tmpdir(), 'gw-verify-'));
  return { envoy, programs: bundled(join(directory, 'programs')), directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
