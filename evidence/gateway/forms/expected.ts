import { serviceDomain } from '../../../clouds/aws.js';
import { gatewayKeysBucket } from '../../../derived/names.js';
import { isTranslated, type ZonePlan } from '../../../gateway/zone-plan.js';
import type { Trust } from '../../../hosts/shared/host-gateway.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import { expectedClusters } from './envoy-clusters.js';
import { expectedListeners } from './envoy-listeners.js';
import { filled } from './filled.js';
import { expectedWorkloads } from './policy-workloads.js';

/** Every JSON file of a zone as it has to be: forms that were reviewed, with what the topology derives. */
export function expectedFiles(plan: ZonePlan): Readonly<Record<string, unknown>> {
  const { zone, topology } = plan;
  const of = { zone, topology: topology.name };
  const translated = isTranslated(plan);
  return {
    'envoy.json': filled('envoy', 'bootstrap', { ...of, listeners: expectedListeners(plan), clusters: expectedClusters(plan) }),
    'keys.json': filled('processes', 'keys.json', { ...of, ...callersOf(plan) }),
    'policy.json': filled('processes', 'policy.json', { ...of, tokens: callersTokens(plan), workloads: expectedWorkloads(plan) }),
    'processes.json': filled('processes', 'processes.json', { ...of, ...(!translated && { translator: undefined }) }),
    'tokens.json': filled('processes', 'tokens.json', { ...of, credentials: credentials(plan) }),
    ...(translated && { 'translator.json': filled('processes', 'translator.json', { ...of, deployments: deployments(plan) }) }),
  };
}

/** Where the keys of a zone's callers are: its own bucket, in the region of its gateway. */
function callersOf({ topology, zone, workloads }: ZonePlan) {
  const { account, region } = entity(topology.networks, entity(topology.gateway.zones, zone).network);
  const { id, partition } = entity(topology.accounts.aws, account);
  return {
    region,
    endpoint: `https://s3.${region}.${serviceDomain(partition)}`,
    bucket: gatewayKeysBucket(topology.name, zone, id),
    workloads: workloads.map((workload) => workload.id),
  };
}

/** Which tokens are taken instead of keys; none without an issuer. Its keys sign with what the topology says, and with nothing else. */
function callersTokens({ topology, zone }: ZonePlan): unknown {
  const { identity } = entity(topology.gateway.zones, zone);
  if (identity === undefined) return undefined;
  const values = [...new Set(Object.values(identity.workloads).flat())].sort();
  const opened = (value: string) =>
    Object.keys(identity.workloads)
      .filter((id) => identity.workloads[id]?.includes(value))
      .sort();
  return filled('processes', 'tokens of callers', {
    issuer: identity.issuer,
    audience: identity.audience,
    algorithms: [...new Set(Object.values(identity.keys).map(({ alg }) => alg))].sort(),
    'keys of the issuer': sortedEntries(identity.keys).map(([kid, key]) => ({ ...key, kid, use: 'sig' })),
    'team claim': identity.teamClaim,
    'workload claim': identity.workloadClaim,
    opens: Object.fromEntries(values.map((value) => [value, opened(value)])),
    'tokens a minute': identity.tokensPerMinute,
  });
}

/** What each host, guard and index is shown, by the file that Envoy reads it from. */
function credentials({ workloads }: ZonePlan): unknown {
  const judges = workloads.flatMap(({ guards }) => guards);
  const models = [
    ...workloads.flatMap(({ hops }) => hops.map(({ name, target }) => ({ name, target }))),
    ...judges.flatMap(({ name, service }) => (service.kind === 'llama-guard' ? [{ name, target: service.target }] : [])),
  ];
  return Object.fromEntries([
    ...models.flatMap(({ name, target: { server } }) => (server.protocol === 'openai' ? [[name, server.credential]] : [])),
    ...judges.flatMap(({ name, service }) => (service.kind === 'model-armor' ? [[name, service.credential]] : [])),
    ...workloads.flatMap(({ search }) => (search === 'none' ? [] : [[search.name, search.service.credential]])),
  ]);
}

/** What the translator calls, by the first part of the path that Envoy calls it with. */
function deployments({ workloads }: ZonePlan): unknown {
  const all = workloads.flatMap(({ hops }) => hops);
  return Object.fromEntries(all.flatMap(({ name, target: { server } }) => (server.protocol === 'converse' ? [[name, server.deployment]] : [])));
}

/** Certificates that a zone trusts beside public authorities, by file. */
export function expectedCertificates({ topology, workloads }: ZonePlan): ReadonlyMap<string, string> {
  const guards = workloads.flatMap((plan) =>
    plan.guards.flatMap(({ name, service }) => (service.kind === 'llama-guard' ? [{ name, target: service.target }] : [])),
  );
  const servers = [...workloads.flatMap(({ hops }) => hops), ...guards].flatMap(({ name, target: { server } }) =>
    server.protocol === 'openai'
      ? [server.endpoint, server.endpoint.through].flatMap((called) => (called === undefined ? [] : trusted(name, called.trust)))
      : [],
  );
  return new Map(servers);

  function trusted(name: string, trust: Trust): [string, string][] {
    if (trust.by === 'public') return [];
    const [file, text] =
      trust.by === 'pinned' ? [name, trust.certificate] : [trust.authority, entity(topology.gateway.authorities, trust.authority).certificate];
    return [[`trust/${file}.pem`, text.trim()]];
  }
}
