import type { FleetVersion } from '../../../derived/google-fleet-names.js';
import { differences, type Form } from '../../../evidence/expected/differences.js';
import { ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { blocks, type Resource, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import type { GoogleFleetHost } from '../schema.js';
import { versionOf } from './versions.js';

type Fleet = DeclaredHost<GoogleFleetHost>;

/** What vLLM asks its API key for, and a caller needs. Below others it answers without one. */
const guarded = ['/v1/chat/completions', '/v1/models'];

/** How a load balancer sends requests otherwise than by path and the model that they ask for, each to all nodes of its version and to no other. */
export function* frontProblems(fleet: Fleet, stacks: readonly SynthesizedStack[]): Iterable<Problem> {
  const services = ofType(stacks, 'google_compute_region_backend_service');
  for (const resource of services) if (versionBehind(fleet, resource) === undefined) yield { resource, message: mixed(resource) };
  for (const resource of ofType(stacks, 'google_compute_region_url_map')) {
    const { default_service, host_rule = [], path_matcher = [] } = resource.properties;
    for (const message of differences(routes(fleet, services), { default_service, host_rule, path_matcher }))
      yield { resource, message: `${resource.id} ${message}` };
  }
}

function routes(fleet: Fleet, services: readonly Resource[]): Form {
  const to = (version: FleetVersion) => {
    const service = services.find((one) => versionBehind(fleet, one) === version);
    return service === undefined ? 'the id of a backend service with all nodes of this version' : `\${${service.id}.id}`;
  };
  const { transition } = fleet.host;
  const next = transition && [{ header_name: 'x-llama-model', exact_match: transition.next }];
  return {
    default_service: to('present'),
    host_rule: [{ hosts: ['*'], path_matcher: 'models' }],
    path_matcher: [
      {
        name: 'models',
        default_service: to('present'),
        default_route_action: { fault_injection_policy: { abort: { http_status: 404, percentage: 100 } } },
        // In this order: the first rule that fits decides.
        route_rules: [
          ...(next === undefined
            ? []
            : [{ priority: 1, service: to('next'), match_rules: guarded.map((path) => ({ full_path_match: path, header_matches: next })) }]),
          { priority: 2, service: to('present'), match_rules: guarded.map((path) => ({ full_path_match: path })) },
        ],
      },
    ],
  };
}

/** The version whose groups a backend service has, all of them and no other; undefined where it has others, or not all. */
function versionBehind(fleet: Fleet, { properties, stack }: Resource): FleetVersion | undefined {
  const groups = ofType([stack], 'google_compute_instance_group_manager');
  const named = blocks(properties['backend']).map(({ group }) => String(group));
  return (['present', 'next'] as const).find((version) => {
    const own = groups.filter((group) => versionOf(fleet, group) === version).map(({ id }) => `\${${id}.instance_group}`);
    return own.length > 0 && own.sort().join() === [...named].sort().join();
  });
}

function mixed({ id, properties }: Resource): string {
  const named = blocks(properties['backend']).map(({ group }) => String(group));
  return `${id} sends requests to ${named.join(', ') || 'nothing'}. Allowed: all groups of one version, and no other.`;
}
