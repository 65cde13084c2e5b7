import { timeouts } from '../../constructs/timeouts.js';
import type { Endpoint } from '../../hosts/shared/host-gateway.js';
import { sockets } from '../places.js';
import type { Guard, WorkloadPlan, ZonePlan } from '../zone-plan.js';
import { attemptFilter, attemptLog, attemptMetadata } from './attempt.js';
import { remoteCluster } from './clusters.js';
import { httpManager } from './http-manager.js';
import { type Json, pipe, seconds } from './json.js';
import { hopReplies } from './local-replies.js';

/** Something that the policy service asks before or after an answer, through Envoy as everything else. */
interface Asked {
  /** Name of its cluster, which is how the policy service calls it: `guard.<workload>.<host>`. */
  readonly name: string;
  readonly kind: 'guard' | 'search';
  readonly workload: string;
  readonly host: string;
  readonly endpoint: Endpoint;
  /** Path as it is asked for, and as the service has it. */
  readonly paths: Readonly<Record<string, string>>;
  readonly metadata: Json;
}

/** Where the policy service finds guards and indexes: by name, at these paths, by POST. */
export function egressListener(plan: ZonePlan): Json {
  const asked = plan.workloads.flatMap(askedBy);
  return {
    name: 'egress',
    address: pipe(sockets.egress),
    filter_chains: [
      {
        filters: [
          httpManager({
            name: 'egress',
            filters: [attemptFilter()],
            virtualHosts: asked.map(virtualHost),
            accessLog: attemptLog({
              kind: spentOn('kind'),
              workload: spentOn('workload'),
              host: spentOn('host'),
            }),
            settings: { ...hopReplies(), generate_request_id: false },
          }),
        ],
      },
    ],
  };
}

/** Of what a route is, as its metadata say. */
const spentOn = (key: string) => `%METADATA(ROUTE:gateway:${key})%`;

function virtualHost({ name, kind, workload, host, endpoint, paths, metadata }: Asked): Json {
  return {
    name,
    domains: [name],
    routes: Object.entries(paths).map(([path, rewritten]) => ({
      match: { path, headers: [{ name: ':method', string_match: { exact: 'POST' } }] },
      metadata: { filter_metadata: { ...(metadata['filter_metadata'] as Json | undefined), gateway: { kind, workload, host } } },
      route: { cluster: name, timeout: seconds(timeouts.gateway.asked), prefix_rewrite: rewritten, host_rewrite_literal: endpoint.name },
    })),
  };
}

export function askedClusters(plan: ZonePlan): Json[] {
  return plan.workloads.flatMap(askedBy).map(({ name, endpoint, workload, host }) => {
    const secret = `${workload}.${host}`;
    return remoteCluster(name, endpoint, { secret, pinned: secret, cap: 'none' });
  });
}

function askedBy({ id, guards, search }: WorkloadPlan): Asked[] {
  const searches: Asked[] =
    search === 'none'
      ? []
      : [
          {
            name: `search.${search.name}`,
            kind: 'search',
            workload: id,
            host: search.host,
            endpoint: search.service.endpoint,
            paths: same(`/v1/${search.service.servingConfig}:search`),
            metadata: {},
          },
        ];
  return [...guards.flatMap((guard) => guardOf(id, guard)), ...searches];
}

function guardOf(workload: string, { name, host, service }: Guard): Asked[] {
  const about = { name: `guard.${name}`, kind: 'guard', workload, host } as const;
  if (service.kind === 'model-armor') {
    const paths = { ...same(`/v1/${service.template}:sanitizeUserPrompt`), ...same(`/v1/${service.template}:sanitizeModelResponse`) };
    return [{ ...about, endpoint: service.endpoint, paths, metadata: {} }];
  }
  const { server } = service.target;
  // A guard is a fleet: topology/consistency/workloads.ts.
  if (server.protocol !== 'openai') return [];
  return [
    { ...about, endpoint: server.endpoint, paths: { '/v1/chat/completions': server.path }, metadata: attemptMetadata(service.target)['metadata'] as Json },
  ];
}

const same = (path: string) => ({ [path]: path });
