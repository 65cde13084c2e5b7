import { ibmTokens } from '../../clouds/watsonx.js';
import { azureFleetNames } from '../../derived/azure-fleet-names.js';
import { gatewayRoleArn } from '../../derived/gateway-role.js';
import { credentialOf, urlsIn } from '../../evidence/gateway/credentials.js';
import { type Reached, reachOf } from '../../evidence/gateway/reach.js';
import type { GatewayZone } from '../../evidence/gateway/zone.js';
import { hostsOn } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'identity/gateway-caller',
  severity: 'fatal',
  title: 'A gateway calls each host as the workload that asks, with credentials from regional endpoints of its own cloud or the token services of the other.',
  why: 'What IAM allows a workload is the last wall around its data, and it holds only while each call is made in its name. A credential that is fetched elsewhere is known there.',
  fix: 'Restore tokens.json and translator.json as npm run synth writes them.',
  source: 'docs/adr/0084-envoy-is-the-gateway.md',

  *gateway(zones, context) {
    for (const zone of zones.filter((one) => context.topology.gateway.zones[one.zone] !== undefined)) {
      for (const one of reachOf(zone).reached) if (one.as === 'answer') yield* stranger(context, zone, one);
      yield* credentials(context, zone);
    }
  },
};

function* stranger({ topology }: RuleContext, zone: GatewayZone, { workload, place, by }: Reached): Iterable<Violation> {
  // That nobody decided who asks is told by residency/gateway-reach.
  if (topology.workloads[workload]?.zone !== zone.zone) return;
  const { account } = entity(topology.networks, entity(topology.gateway.zones, zone.zone).network);
  const own = gatewayRoleArn(topology, entity(topology.accounts.aws, account).id, workload);
  const role = place.kind === 'model' ? place.role : credentialOf(zone, place.credential)?.role;
  if (role === own) return;
  yield {
    path: pathOf('workloads', workload),
    message: `${by.join(' → ')} calls as ${role ?? 'nobody that tokens.json knows'}. Allowed: ${own}.`,
    named: { stack: `gateway.out/${zone.zone}` },
  };
}

/** Google's services for tokens and secrets have one name in all regions. Source: their discovery documents. */
const googleTokens: readonly string[] = ['sts.googleapis.com', 'iamcredentials.googleapis.com', 'secretmanager.googleapis.com'];

function* credentials({ topology }: RuleContext, zone: GatewayZone): Iterable<Violation> {
  const { region } = entity(topology.networks, entity(topology.gateway.zones, zone.zone).network);
  const asked = [
    ...Object.entries(zone.tokens?.credentials ?? {}).map(([name, credential]) => ({ name, urls: urlsIn(credential) })),
    ...Object.entries(zone.translator?.deployments ?? {}).map(([name, { stsEndpoint }]) => ({ name, urls: [stsEndpoint] })),
  ];
  for (const { name, urls } of asked) {
    const route = topology.workloads[name.split('.')[0] ?? '']?.route ?? [];
    const regions = [...new Set([region, ...route.flatMap((id) => regionOf(topology.hosts[id]))])].sort();
    const own = [...workspacesOf(topology, route), ...vaultsOf(topology, route), ...ibmOf(topology, route)];
    for (const url of urls) {
      const { protocol, hostname } = new URL(url);
      const [, regional] = /^(?:sts|secretsmanager|lambda)\.([a-z0-9-]+)\.amazonaws\.(?:com|eu)$/.exec(hostname) ?? [];
      const known = regional === undefined ? [...googleTokens, ...own].includes(hostname) : regions.includes(regional);
      if (known && protocol === 'https:') continue;
      yield {
        path: pathOf('gateway', 'zones', zone.zone),
        message: `The credential ${name} is asked for at ${url}. Allowed: https endpoints of AWS in ${regions.join(', ')}, and ${['Google’s token services', ...own].join(', ')}.`,
        named: { stack: `gateway.out/${zone.zone}` },
      };
    }
  }
}

function regionOf(host: RuleContext['topology']['hosts'][string] | undefined): string[] {
  return host !== undefined && 'region' in host ? [host.region] : [];
}

/** A workspace of Databricks gives tokens for itself. */
function workspacesOf(topology: Topology, route: readonly string[]): string[] {
  return hostsOn(topology, 'databricks').flatMap(([id, { account }]) =>
    route.includes(id) ? [new URL(entity(topology.accounts.databricks, account).workspaceUrl).hostname] : [],
  );
}

/** The vault of a fleet on Azure has what its servers ask for. */
function vaultsOf(topology: Topology, route: readonly string[]): string[] {
  return hostsOn(topology, 'azure').flatMap(([id, host]) =>
    'registry' in host && route.includes(id) ? [`${azureFleetNames(topology, id).apiKeyVault}.vault.azure.net`] : [],
  );
}

/** IBM Cloud gives tokens at one address for all regions. */
function ibmOf(topology: Topology, route: readonly string[]): string[] {
  return hostsOn(topology, 'watsonx').some(([id]) => route.includes(id)) ? [new URL(ibmTokens).hostname] : [];
}
