import { gatewayOfStack } from '../../derived/gateway-service.js';
import { waitingZones } from '../../derived/waiting-zones.js';
import { configurationAsset } from '../../evidence/gateway/configuration.js';
import { openingProblems } from '../../evidence/gateway/openings.js';
import { type Place, type Reached, reachOf } from '../../evidence/gateway/reach.js';
import { type GatewayZone, readZone } from '../../evidence/gateway/zone.js';
import { answersFor, indexesOf, judgesOf } from '../../hosts/judge-answers.js';
import type { Answering } from '../../hosts/shared/answering-judge.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'residency/gateway-reach',
  severity: 'fatal',
  title:
    'Whatever a caller sends, a request gets to the hosts of its workload in the order of the route, to its guards and its index, and nowhere else; and tasks may connect to just those.',
  why: 'A retry, a default, a mirror or a header that chooses a cluster takes a prompt out of its zone without a word: the answer looks the same. What is reachable is decided by the files that the gateway is started with, not by the route that somebody drew.',
  fix: 'Restore the files that npm run synth writes; what is reachable follows from the route, the guard and the hosts of the topology alone.',
  source: 'docs/adr/0084-envoy-is-the-gateway.md',

  *gateway(zones, context) {
    yield* misplaced(zones, context);
    for (const zone of zones.filter((one) => context.topology.gateway.zones[one.zone] !== undefined)) {
      const path = pathOf('gateway', 'zones', zone.zone);
      for (const unread of zone.unread) yield { path, message: `What ${unread} does is not known.`, ...at(zone) };
      const { reached, lost } = reachOf(zone);
      for (const message of new Set(lost)) yield { path, message, ...at(zone) };
      for (const one of reached) yield* strays(context, zone, one);
      if (zone.envoy !== undefined && zone.policy !== undefined) yield* unreached(context, zone, reached);
    }
  },

  // What tasks were deployed with is beside the template of their stack, whose security group decides where they get.
  *aws(stacks, { topology }) {
    for (const stack of stacks) {
      const place = gatewayOfStack(topology, stack.name);
      const asset = configurationAsset(stack);
      // Without either, data-use/gateway-task says so.
      if (place === undefined || asset === undefined || asset.configuration.zone !== place.zone) continue;
      for (const message of new Set(openingProblems(topology, readZone(asset.configuration), stack)))
        yield { path: pathOf('gateway', 'zones', place.zone), stack, message };
    }
  },
};

/** Zones whose files are missing though everything in them is known, and files of zones that there are not. */
function* misplaced(zones: readonly GatewayZone[], { topology, outputs }: RuleContext): Iterable<Violation> {
  if (topology.gateway.engine === 'existing') {
    for (const zone of zones)
      yield { path: pathOf('gateway', 'zones'), message: `There are files for a gateway of ${zone.zone}. Allowed with engine existing: none.`, ...at(zone) };
    return;
  }
  const waiting = waitingZones(topology, outputs);
  const serving = new Set(Object.values(topology.workloads).map(({ zone }) => zone));
  for (const [id] of sortedEntries(topology.gateway.zones)) {
    if (!serving.has(id) || waiting.has(id) || zones.some(({ zone }) => zone === id)) continue;
    yield { path: pathOf('gateway', 'zones', id), message: `The gateway of ${id} has no files, though all that they need is known.` };
  }
  for (const zone of zones.filter((one) => topology.gateway.zones[one.zone] === undefined))
    yield { path: pathOf('gateway', 'zones'), message: `There are files for a gateway of ${zone.zone}, which is no zone with a gateway.`, ...at(zone) };
}

const at = ({ zone }: GatewayZone) => ({ named: { stack: `gateway.out/${zone}` } });

/** What is reached and has no business with whoever gets there. */
function* strays(context: RuleContext, zone: GatewayZone, one: Reached): Iterable<Violation> {
  const { topology } = context;
  const where = placeName(one.place);
  const way = `${one.by.join(' → ')} leads to ${where}`;
  if (one.as === 'judgement') {
    const asking = sortedEntries(topology.workloads).filter(([id]) => zone.policy !== undefined && authoritiesOf(zone, id).includes(one.authority ?? ''));
    if (asking.length === 0)
      yield { path: pathOf('gateway', 'zones', zone.zone), message: `${way}, which no workload asks anything as ${one.authority}.`, ...at(zone) };
    for (const [id, workload] of asking) {
      if (![...judgesOf(context, id, workload), ...indexesOf(context, id, workload)].some((expected) => isThere(one.place, expected)))
        yield { path: pathOf('workloads', id), message: `${way}, which is no guard and no index of ${id}.`, ...at(zone) };
    }
    return;
  }
  const workload = topology.workloads[one.workload];
  if (workload === undefined || workload.zone !== zone.zone) {
    const who = one.workload === 'anyone' ? 'without a decision of the policy service' : `for ${one.workload}, which is no workload of ${zone.zone}`;
    yield { path: pathOf('gateway', 'zones', zone.zone), message: `${way} ${who}.`, ...at(zone) };
    return;
  }
  const path = pathOf('workloads', one.workload, 'route');
  const hosts = workload.route.map((id) => answersFor(context, one.workload, id).some((expected) => isThere(one.place, expected)));
  if (!hosts.includes(true)) yield { path, message: `${way}, which is no host of its route. Allowed: ${workload.route.join(', ')}.`, ...at(zone) };
  else if (!hosts[one.order])
    yield { path, message: `${way} as number ${one.order + 1}. Allowed there: ${workload.route[one.order] ?? 'nothing'}.`, ...at(zone) };
}

/** Hosts of a route that nothing leads to, and workloads that nobody is asked about. */
function* unreached(context: RuleContext, zone: GatewayZone, reached: readonly Reached[]): Iterable<Violation> {
  for (const [id, workload] of sortedEntries(context.topology.workloads)) {
    if (workload.zone !== zone.zone) continue;
    for (const [order, host] of workload.route.entries()) {
      const expected = answersFor(context, id, host);
      if (reached.some((one) => one.workload === id && one.order === order && expected.some((place) => isThere(one.place, place)))) continue;
      yield { path: pathOf('workloads', id, `route[${order}]`), message: `Nothing in the files of ${zone.zone} leads ${id} to ${host}.`, ...at(zone) };
    }
    const asked = reached.filter(({ as, authority }) => as === 'judgement' && authoritiesOf(zone, id).includes(authority ?? ''));
    for (const guard of judgesOf(context, id, workload)) {
      if (asked.some(({ place }) => isThere(place, guard))) continue;
      const name = guard.kind === 'server' ? guard.name : guard.modelId;
      yield { path: pathOf('workloads', id), message: `${id} is not judged by ${name}: nothing leads its policy service there.`, ...at(zone) };
    }
    if (workload.search === undefined) continue;
    for (const index of indexesOf(context, id, workload)) {
      if (asked.some(({ place }) => isThere(place, index))) continue;
      yield {
        path: pathOf('workloads', id, 'search'),
        message: `${id} is answered without the index of ${workload.search}: nothing leads its policy service there.`,
        ...at(zone),
      };
    }
  }
}

function authoritiesOf({ policy }: GatewayZone, id: string): string[] {
  const found = policy?.workloads[id];
  if (found === undefined) return [];
  const { guard, grounding } = found;
  return [...(guard === 'none' ? [] : guard.by.map(({ authority }) => authority)), ...(grounding === 'none' ? [] : [grounding.authority])];
}

function isThere(place: Place, expected: Answering): boolean {
  if (place.kind === 'model') {
    return expected.kind === 'model' && place.endpoint === expected.endpoint && place.region === expected.region && place.modelId === expected.modelId;
  }
  if (expected.kind !== 'server' || place.address !== expected.address) return false;
  // Without TLS nobody knows who answers: encryption/in-transit refuses that.
  const { tls } = place;
  return tls === 'none' || (tls.sni === expected.name && tls.names.every((name) => name === expected.name));
}

function placeName(place: Place): string {
  if (place.kind === 'model') return `${place.modelId} at ${place.endpoint} in ${place.region}`;
  const name = place.tls === 'none' || place.tls.sni === place.address ? '' : ` as ${place.tls.sni}`;
  return `${place.address}:${place.port}${name}`;
}
