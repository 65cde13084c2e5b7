import { type WorkloadSummary, type ZoneSummary, zoneSummaries } from '../evidence/gateway/zone-summary.js';
import type { Change, PropertyChange, Risk } from './change.js';
import { differences } from './values.js';

/** Changes between the files of two gateways, zone by zone: what they do in words, then every difference of the files. */
export function gatewayChanges(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change[] {
  const [was, is] = [zoneSummaries(before), zoneSummaries(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((zone): Change[] => {
    const name = `gateway ${zone}`;
    const base = { cloud: 'gateway', stack: name, id: name, type: 'gateway', origin: `gateway.zones.${zone}` } as const;
    const [old, now] = [was[zone], is[zone]];
    if (old === undefined) return [{ ...base, action: 'create', whole: 'new', properties: [], why: newWords(now), risk: 'medium' }];
    if (now === undefined)
      return [{ ...base, action: 'delete', whole: 'gone', properties: [], why: 'No file is left to start its gateway with.', risk: 'high' }];
    const summarized = differences(old, now);
    const files = fileChanges(zone, before, after);
    const properties = summarized.length === 0 ? files.flat() : [...summarized, ...files.flatMap(counted)];
    return properties.length === 0 ? [] : [{ ...base, action: 'update', properties, why: routeWords(old, now), risk: riskOf(old, now) }];
  });
}

function newWords(zone: ZoneSummary | undefined): string {
  const routes = Object.entries(zone?.workloads ?? {}).map(([id, { route }]) => `${id} to ${route.join(', then ')}`);
  return `Its gateway sends ${routes.join('; ')}.`;
}

/** What became of routes and caps, in sentences; empty where neither changed. */
function routeWords(old: ZoneSummary, now: ZoneSummary): string {
  const ids = [...new Set([...Object.keys(old.workloads), ...Object.keys(now.workloads)])].sort();
  return ids.flatMap((id) => workloadWords(id, old.workloads[id], now.workloads[id])).join(' ');
}

function workloadWords(id: string, old: WorkloadSummary | undefined, now: WorkloadSummary | undefined): string[] {
  if (now === undefined) return [`${id} has no route any more.`];
  if (old === undefined) return [`${id} is new and goes to ${now.route.join(', then ')}.`];
  const [was, is] = [hostsOf(old), hostsOf(now)];
  const gained = is.filter((host) => !was.includes(host));
  const lost = was.filter((host) => !is.includes(host));
  const order = gained.length + lost.length === 0 && now.route.join() !== old.route.join();
  const caps = [...new Set([...Object.keys(old.caps), ...Object.keys(now.caps)])].filter((host) => old.caps[host] !== now.caps[host]).sort();
  return [
    ...gained.map((host) => `The route of ${id} gained ${host}.`),
    ...lost.map((host) => `The route of ${id} lost ${host}.`),
    ...(order ? [`The route of ${id} is now ${now.route.join(', then ')}.`] : []),
    ...caps.map((host) => `The cap of ${id} at ${host} is now ${now.caps[host] ?? 'none'}, was ${old.caps[host] ?? 'none'}.`),
  ];
}

/** Hosts of a route, also those that share a step of it, without their parts. */
function hostsOf({ route }: WorkloadSummary): string[] {
  return route.flatMap((step) => step.split(' and ')).map((shown) => shown.replace(/ \d+ %$/, ''));
}

/** A new address is a new place for prompts. */
function riskOf(old: ZoneSummary, now: ZoneSummary): Risk {
  const known = new Set(Object.values(old.reaches));
  return Object.values(now.reaches).some((address) => !known.has(address)) ? 'high' : 'medium';
}

/** Differences of each file that differs. */
function fileChanges(zone: string, before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): PropertyChange[][] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => path.startsWith(`${zone}/`)).sort();
  return names.map((path) => differences(before[path], after[path], path.slice(zone.length + 1))).filter((changes) => changes.length > 0);
}

/** Of a file whose changes the summary tells, by how many values it differs, so that what else changed does not hide behind that. Any other file is told whole. */
function counted(changes: readonly PropertyChange[]): readonly PropertyChange[] {
  const [file = ''] = /^\w+\.json/.exec(changes[0]?.path ?? '') ?? [];
  if (file === '') return changes;
  const places = [
    ...new Set(
      changes.map(
        ({ path }) =>
          path
            .slice(file.length + 1)
            .split(/\.(?![^[]*\])/)
            .slice(0, 2)
            .join('.') || 'all of it',
      ),
    ),
  ];
  return [{ path: file, lines: [`  values that differ: ${changes.length}, in ${places.join(', ')}`] }];
}
