import type { WorkloadPlan } from '../../../gateway/zone-plan.js';
import type { Endpoint, GatewayTarget } from '../../../hosts/shared/host-gateway.js';

/** A guard or an index of a workload, as the policy service asks it through Envoy. */
export interface AskedService {
  readonly kind: 'guard' | 'search';
  readonly cluster: string;
  readonly workload: string;
  readonly host: string;
  readonly endpoint: Endpoint;
  /** File of its credential, without ending. */
  readonly secret: string;
  /** What is asked for, and the path there. */
  readonly paths: readonly (readonly [asked: string, there: string])[];
  /** What answers as a model, which the script of attempts has to know. */
  readonly target?: GatewayTarget;
}

export function askedOf({ id, guards, search }: WorkloadPlan): AskedService[] {
  const judges = guards.flatMap(({ name, host, service }): AskedService[] => {
    const about = { kind: 'guard', cluster: `guard.${name}`, workload: id, host, secret: `${id}.${host}` } as const;
    if (service.kind === 'model-armor') {
      const paths = ['sanitizeUserPrompt', 'sanitizeModelResponse'].map((method) => same(`/v1/${service.template}:${method}`));
      return [{ ...about, endpoint: service.endpoint, paths }];
    }
    const { server } = service.target;
    return server.protocol === 'openai'
      ? [{ ...about, endpoint: server.endpoint, paths: [['/v1/chat/completions', server.path]], target: service.target }]
      : [];
  });
  if (search === 'none') return judges;
  const { name, host, service } = search;
  const paths = [same(`/v1/${service.servingConfig}:search`)];
  return [...judges, { kind: 'search', cluster: `search.${name}`, workload: id, host, secret: `${id}.${host}`, endpoint: service.endpoint, paths }];
}

const same = (path: string) => [path, path] as const;
