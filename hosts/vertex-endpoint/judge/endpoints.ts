import { physicalName } from '../../../derived/names.js';
import { any, anyOrder, type Form, optional } from '../../../evidence/expected/differences.js';
import { countDiffers, fieldsDiffer, ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { dig, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { type VertexDeployment, vertexDeployments } from '../deployments.js';
import type { VertexEndpointHost } from '../schema.js';
import { servingShape } from '../shape.js';
import { armorConfidence } from './safeguard.js';

const endpointType = 'google_vertex_ai_endpoint_with_model_garden_deployment';

/** How endpoints, filter and search differ from those that a host declares. */
export function* endpointProblems({ topology, id, host, stacks }: JudgedHost<VertexEndpointHost>): Iterable<Problem> {
  const ofEndpoint = stacks.filter(({ name }) => name.includes('-google-vertex-'));
  const deployments = vertexDeployments(host);
  yield* countDiffers(ofEndpoint, endpointType, deployments.length);
  for (const deployment of deployments) {
    const name = physicalName(63, topology.name, id, ...(deployment.slot === 'blue' ? [] : [deployment.slot]));
    const found = ofType(ofEndpoint, endpointType).filter(({ properties }) => dig(properties, 'endpoint_config', 'endpoint_display_name') === name);
    const [stack] = ofEndpoint;
    if (found.length !== 1 && stack !== undefined) yield { stack, message: `${stack.name} has ${found.length} endpoints named ${name}. Allowed: 1.` };
    for (const endpoint of found) yield* fieldsDiffer(endpoint, endpointFields(topology, host, deployment, name));
  }
  yield* armorProblems(host, ofEndpoint);
  yield* searchProblems(topology, id, host, stacks);
}

function endpointFields(topology: Topology, host: VertexEndpointHost, deployment: VertexDeployment, name: string): Readonly<Record<string, Form>> {
  const { machineType, replicas, reservation } = deployment;
  const { accelerator } = servingShape(topology, deployment);
  const { account } = entity(topology.networks, host.network);
  const projects = [entity(topology.accounts.google, account).project];
  return {
    project: entity(topology.accounts.google, host.account).project,
    location: host.region,
    // Which model it is, is judged by lifecycle/offered.
    model_config: { accept_eula: true, model_display_name: name },
    endpoint_config: {
      endpoint_display_name: name,
      ...(host.endpoint === 'private-psc'
        ? { private_service_connect_config: { enable_private_service_connect: true, project_allowlist: projects } }
        : { dedicated_endpoint_enabled: true }),
    },
    deploy_config: {
      dedicated_resources: {
        machine_spec: {
          machine_type: machineType,
          ...(accelerator !== undefined && { accelerator_type: accelerator.type, accelerator_count: accelerator.count }),
          ...(reservation !== undefined && {
            reservation_affinity: {
              reservation_affinity_type: 'SPECIFIC_RESERVATION',
              key: 'compute.googleapis.com/reservation-name',
              values: [reservation],
            },
          }),
        },
        min_replica_count: replicas.min,
        max_replica_count: replicas.max,
        required_replica_count: replicas.min,
        autoscaling_metric_specs: any,
      },
    },
  };
}

function* armorProblems({ modelArmor }: VertexEndpointHost, stacks: readonly SynthesizedStack[]): Iterable<Problem> {
  yield* countDiffers(stacks, 'google_model_armor_template', modelArmor === undefined ? 0 : 1);
  if (modelArmor === undefined) return;
  const confidence = armorConfidence[modelArmor.strength];
  // Which filters are on is judged by licence/aup-coverage, as far as a use policy asks for them.
  const filters = ['DANGEROUS', 'HARASSMENT', 'HATE_SPEECH', 'SEXUALLY_EXPLICIT'];
  for (const template of ofType(stacks, 'google_model_armor_template')) {
    yield* fieldsDiffer(template, {
      filter_config: {
        pi_and_jailbreak_filter_settings: { filter_enforcement: 'ENABLED', confidence_level: confidence },
        malicious_uri_filter_settings: { filter_enforcement: 'ENABLED' },
        rai_settings: { rai_filters: anyOrder(filters.map((filter) => ({ filter_type: filter, confidence_level: confidence }))) },
        sdp_settings: { basic_config: { filter_enforcement: modelArmor.personalData === 'block' ? 'ENABLED' : 'DISABLED' } },
      },
    });
  }
}

function* searchProblems(topology: Topology, id: string, { search }: VertexEndpointHost, stacks: readonly SynthesizedStack[]): Iterable<Problem> {
  const ofSearch = stacks.filter(({ name }) => name.includes('-google-search-'));
  if (search === undefined) return;
  const declared = sortedEntries(search.dataStores).map(([key, store]) => ({ id: physicalName(63, topology.name, id, key), ...store }));
  yield* countDiffers(ofSearch, 'google_discovery_engine_search_engine', 1);
  yield* countDiffers(ofSearch, 'google_discovery_engine_data_store', declared.length);
  // The location is judged by residency/search-location, analytics by data-use/request-logging.
  for (const engine of ofType(ofSearch, 'google_discovery_engine_search_engine')) {
    yield* fieldsDiffer(engine, {
      engine_id: physicalName(63, topology.name, id),
      search_engine_config: { search_tier: `SEARCH_TIER_${search.tier.toUpperCase()}` },
      data_store_ids: declared.map(() => any),
    });
  }
  for (const store of ofType(ofSearch, 'google_discovery_engine_data_store')) {
    const wanted = declared.find((one) => one.id === store.properties['data_store_id']);
    if (wanted === undefined) {
      yield { resource: store, message: `${store.id} is ${String(store.properties['data_store_id'])}. Allowed: ${declared.map((one) => one.id).join(', ')}.` };
      continue;
    }
    yield* fieldsDiffer(store, {
      content_config: 'CONTENT_REQUIRED',
      create_advanced_site_search: optional(false),
      document_processing_config: {
        default_parsing_config: { layout_parsing_config: {} },
        chunking_config: { layout_based_chunking_config: { chunk_size: wanted.chunkTokens, include_ancestor_headings: true } },
      },
    });
  }
}
