import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rule as caller } from '../../policy/identity/gateway-caller.js';
import { rule as proxied } from '../../policy/residency/egress-proxy.js';
import { rule as reach } from '../../policy/residency/gateway-reach.js';
import { foundAfter, rehearsed } from '../support/gateway.js';
import type { Json } from '../support/gateway-edits.js';
import { topologies } from '../support/topologies.js';

const deployed = new Map(topologies.map(([name, file]) => [name, rehearsed(file)]));
const zones = [...deployed].flatMap(([name, { files }]) => Object.keys(files).map((zone): [name: string, zone: string] => [name, zone]));
const pick = <T>(all: readonly T[], seed: number): T => all[seed % all.length] as T;

/** An address that no topology has. */
const foreign = fc.record({ label: fc.stringMatching(/^[a-z]{3,12}$/), port: fc.integer({ min: 1, max: 65_535 }) }).map(({ label, port }) => ({
  socket_address: { address: `${label}.foreign.example`, port_value: port },
}));

const inTask = ({ load_assignment }: Json) => load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.pipe !== undefined;

/** An edge that is put into Envoy's configuration of a zone: always one that leads where nothing of the topology leads. */
const edges: Readonly<Record<string, (envoy: Json, seed: number, to: Json) => void>> = {
  'an endpoint more in a cluster': ({ static_resources: { clusters } }, seed, address) =>
    pick<Json>(clusters, seed).load_assignment.endpoints[0].lb_endpoints.push({ endpoint: { address } }),
  'a priority more in a cluster': ({ static_resources: { clusters } }, seed, address) =>
    pick<Json>(clusters, seed).load_assignment.endpoints.push({ priority: 1, lb_endpoints: [{ endpoint: { address } }] }),
  'another endpoint in a cluster': ({ static_resources: { clusters } }, seed, address) =>
    void (pick<Json>(clusters, seed).load_assignment.endpoints[0].lb_endpoints = [{ endpoint: { address } }]),
  'a route to a cluster of its own': ({ static_resources: { clusters, listeners } }, seed, address) => {
    const [sample] = clusters.filter(({ name }: Json) => /^(host|guard|search)\./.test(name));
    clusters.push({ ...sample, name: 'more', load_assignment: { cluster_name: 'more', endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] } });
    const routed = listeners.filter((one: Json) => one.filter_chains[0].filters[0].typed_config.route_config?.virtual_hosts.length > 0);
    const [host] = pick<Json>(routed, seed).filter_chains[0].filters[0].typed_config.route_config.virtual_hosts;
    pick<Json>(host.routes, seed).route.cluster = 'more';
  },
  'a cluster that nothing leads to': ({ static_resources: { clusters } }, seed, address) =>
    clusters.push({
      ...pick<Json>(clusters, seed),
      name: 'more',
      load_assignment: { cluster_name: 'more', endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
    }),
  'a route of one workload to another host': ({ static_resources: { clusters, listeners } }, seed) => {
    const hops = listeners.filter(({ name }: Json) => name.startsWith('hop.'));
    const hop = pick<Json>(hops, seed);
    const { routes } = hop.filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0];
    const now = clusters.find(({ name }: Json) => name === routes[0].route.cluster);
    // All that lead to the translator lead to one place: the path decides there.
    const others = clusters.filter((one: Json) => one !== now && !one.name.startsWith('pool.') && !(inTask(now) && inTask(one) && one.name !== 'policy'));
    routes[0].route.cluster = pick<Json>(others, seed).name;
  },
};

describe('an edge that is injected', () => {
  it.each(Object.entries(edges))('is found: %s', (_, inject) => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), foreign, (which, seed, to) => {
        const [name, zone] = pick(zones, which);
        const change = (text: string) => {
          const envoy = JSON.parse(text) as Json;
          inject(envoy, seed, to);
          return JSON.stringify(envoy);
        };
        const found = foundAfter([reach, proxied, caller], deployed.get(name) as ReturnType<typeof rehearsed>, { zone, file: 'envoy.json', change });
        expect(found.map(({ severity }) => severity)).toContain('fatal');
      }),
      { numRuns: 40, seed: 84 },
    );
  });
});
