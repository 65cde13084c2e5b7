import { isOpen, managersOf, routesOf } from '../../evidence/gateway/listeners.js';
import { undecided } from '../../evidence/gateway/processing.js';
import { openAdministration } from '../../evidence/gateway/start.js';
import type { GatewayZone } from '../../evidence/gateway/zone.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/gateway-decision',
  severity: 'fatal',
  title: 'No request passes a gateway that the policy service has not decided on, and nobody outside the task administers it.',
  why: 'The policy service holds who may call, as which workload, with which fields. A filter that lets requests pass while the service is down, or a route that asks for no decision, serves anybody; Envoy’s administration changes log levels, drains and dumps configuration for whoever reaches it.',
  fix: 'Restore envoy.json as npm run synth writes it.',
  source: 'docs/adr/0084-envoy-is-the-gateway.md',

  *gateway(zones) {
    for (const zone of zones) {
      const place = { path: pathOf('gateway', 'zones', zone.zone), named: { stack: `gateway.out/${zone.zone}` } };
      for (const message of problemsOf(zone)) yield { ...place, message };
    }
  },
};

function* problemsOf({ envoy }: GatewayZone): Iterable<string> {
  if (envoy === undefined) return;
  const { address } = envoy.admin ?? {};
  if (address !== undefined && !('pipe' in address))
    yield `Envoy’s administration answers at ${address.socket_address.address}:${address.socket_address.port_value}. Allowed: a socket of the task, or none.`;
  yield* openAdministration(envoy);
  const open = envoy.static_resources.listeners.filter(isOpen);
  for (const listener of open) {
    const leading = routesOf(listener).filter(({ route }) => route.route !== undefined);
    if (leading.length === 0) continue;
    for (const { http_filters } of managersOf(listener)) for (const problem of undecided(http_filters)) yield `${listener.name} ${problem}`;
    for (const { route } of leading) {
      const asked = (route.match.dynamic_metadata ?? []).flatMap(({ filter, path }) => (filter === 'gateway' ? path.map(({ key }) => key) : []));
      const missing = ['workload', 'mode'].filter((key) => !asked.includes(key));
      if (missing.length > 0) yield `A route of ${listener.name} to ${route.route?.cluster} does not ask for the decision on ${missing.join(' and ')}.`;
      if (route.match.path === undefined)
        yield `A route of ${listener.name} to ${route.route?.cluster} takes every path that begins with ${route.match.prefix}.`;
    }
  }
}
