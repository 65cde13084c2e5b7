import { promptProxyOf, proxiedHosts } from '../../derived/prompt-proxies.js';
import { isResident } from '../../derived/residents.js';
import { type Reached, reachOf } from '../../evidence/gateway/reach.js';
import type { GatewayZone } from '../../evidence/gateway/zone.js';
import { formOf } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'residency/egress-proxy',
  severity: 'fatal',
  title: 'A host that no private path leads to serves workloads of a zone with ANY alone, through the proxy declared for that zone; nothing else passes it.',
  why: 'From a network on AWS such a provider is reached over the internet alone, and it promises no place where a prompt is processed. A route of a resident that spills over to it takes the prompt out of its zone; a proxy that other prompts pass as well takes them along when somebody adds a rule to it.',
  fix: 'Route the workload to a host in its zone; or serve it in a zone with ANY, and declare the proxy of that zone in existing.promptProxies.',
  source: 'docs/adr/0144-prompts-leave-through-a-declared-proxy.md',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads).filter(([, one]) => isResident(topology, one))) {
      const zone = `${workload.zone} (${entity(topology.zones, workload.zone).join(', ')})`;
      for (const { host, field } of hostsNamedBy(workload)) {
        const { kind } = entity(topology.hosts, host);
        if (formOf(entity(topology.hosts, host)).reach === 'private') continue;
        yield {
          path: pathOf('workloads', id, field),
          message: `No private path leads to ${host}: ${kind} is called over the internet, and promises no zone. ${id} must stay in zone ${zone}.`,
        };
      }
    }
    for (const [zone] of sortedEntries(topology.gateway.zones).filter(([id]) => !isResident(topology, { zone: id }))) {
      const hosts = proxiedHosts(topology, zone);
      if (hosts.length === 0 || promptProxyOf(topology, zone) !== undefined) continue;
      yield {
        path: pathOf('gateway', 'zones', zone),
        message: `Workloads of ${zone} name ${hosts.join(', ')}, which no private path leads to, and existing.promptProxies has no proxy of ${zone}.`,
      };
    }
  },

  *gateway(zones, { topology }) {
    for (const zone of zones) {
      for (const one of reachOf(zone).reached) yield* anotherWay(topology, zone, one);
      yield* tokensElsewhere(topology, zone);
    }
  },
};

/** A server that is not called the way that its host is to be. What it is a server of, residency/gateway-reach compares. */
function* anotherWay(topology: Topology, zone: GatewayZone, { place, workload, order, as, by }: Reached): Iterable<Violation> {
  if (place.kind !== 'server') return;
  const id = as === 'answer' ? topology.workloads[workload]?.route[order] : undefined;
  const host = topology.hosts[id ?? ''];
  const proxy = host !== undefined && formOf(host).reach === 'egress-proxy' ? promptProxyOf(topology, zone.zone) : undefined;
  const { through } = place;
  const allowed = proxy === undefined ? 'directly' : `through ${proxy.hostname}:${proxy.port}`;
  const found = through === 'none' ? 'directly' : `through ${through.address}:${through.port}`;
  // Whether its certificate is checked, encryption/in-transit asks; here it is whose.
  const another =
    through !== 'none' && through.tls !== 'none' && (through.tls.sni !== through.address || through.tls.names.some((name) => name !== through.address));
  const isWithout = host !== undefined && formOf(host).reach === 'egress-proxy' && proxy === undefined;
  if (found === allowed && !another && !isWithout) return;
  yield {
    path: id === undefined ? pathOf('gateway', 'zones', zone.zone) : pathOf('workloads', workload, `route[${order}]`),
    message: isWithout
      ? `${by.join(' → ')} calls ${place.address} ${found}. Allowed: through a declared proxy of ${zone.zone}, and there is none.`
      : `${by.join(' → ')} calls ${place.address} ${found}${another ? ' as another name' : ''}. Allowed: ${allowed}.`,
    named: { stack: `gateway.out/${zone.zone}` },
  };
}

/** Tokens of a provider outside are fetched through the proxy of the zone as well, so that tasks may connect to nothing else. */
function* tokensElsewhere(topology: Topology, zone: GatewayZone): Iterable<Violation> {
  const proxy = promptProxyOf(topology, zone.zone);
  for (const [name, credential] of Object.entries(zone.tokens?.credentials ?? {})) {
    if (credential.kind !== 'ibm') continue;
    const allowed = proxy === undefined ? 'a declared proxy, and there is none' : `https://${proxy.hostname}:${proxy.port}`;
    if (credential.through?.proxy === allowed) continue;
    yield {
      path: pathOf('gateway', 'zones', zone.zone),
      message: `The credential ${name} is fetched ${credential.through === undefined ? 'directly' : `through ${credential.through.proxy}`}. Allowed: through ${allowed}.`,
      named: { stack: `gateway.out/${zone.zone}` },
    };
  }
}
