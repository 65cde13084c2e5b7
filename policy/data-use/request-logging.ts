import { containersOf, runsVllm } from '../../evidence/containers/containers.js';
import { loggingOfVllm } from '../../evidence/containers/logging-options.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { blocks, dig, type Resource } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/request-logging',
  severity: 'fatal',
  title: 'No model server, endpoint, search or filter writes prompts or answers to its log.',
  why: 'Request logs of vLLM hold the whole prompt, those of Vertex AI are copied to BigQuery, those of Model Armor to Cloud Logging, and analytics of Vertex AI Search are about what was asked: customer data in a store without a classification, read by everybody who reads logs.',
  fix: 'Set requestLogging to false. For counts and latencies use metrics, for who called use audit logs; neither holds prompts.',
  source: 'vLLM, vllm serve arguments; Vertex AI, request-response logging; Model Armor, template metadata; Discovery Engine API, Engine.disableAnalytics',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (!('requestLogging' in host) || !host.requestLogging) continue;
      yield { path: pathOf('hosts', id, 'requestLogging'), message: `${id} logs requests, which hold prompts. Allowed: false.` };
    }
  },

  *resource(resource, { topology }) {
    const [id = '', host] = hostOfResource(topology, resource) ?? [];
    if (host !== undefined && 'requestLogging' in host && host.requestLogging) return;
    const path = host !== undefined && 'requestLogging' in host ? pathOf('hosts', id, 'requestLogging') : resource.origin;
    for (const found of [...containersOf(resource).filter(runsVllm).flatMap(loggingOfVllm), ...loggingOfService(resource)]) {
      yield {
        path,
        resource,
        message: `${resource.id} has ${found}, by which prompts can reach a log. The topology says that requests are not logged.`,
        fix: 'Restore the setting in the synthesized resource.',
      };
    }
  },
};

function loggingOfService(resource: Resource): string[] {
  const logging = dig(resource.properties, 'predict_request_response_logging_config');
  const armor = resource.type === 'google_model_armor_template' ? blocks(resource.properties['template_metadata']) : [];
  const floors =
    resource.type === 'google_model_armor_floorsetting'
      ? [...blocks(resource.properties['ai_platform_floor_setting']), ...blocks(resource.properties['google_mcp_server_floor_setting'])]
      : [];
  const analytics = resource.type === 'google_discovery_engine_search_engine' && String(resource.properties['disable_analytics']) !== 'true';
  return [
    ...(analytics ? ['analytics of searches (disable_analytics)'] : []),
    ...(logging !== undefined && String(dig(logging, 'enabled')) !== 'false' ? ['predict_request_response_logging_config.enabled'] : []),
    ...armor.flatMap((metadata) => on(metadata, 'log_sanitize_operations')),
    ...floors.flatMap((floor) => on(floor, 'enable_cloud_logging')),
  ];
}

function on(block: Record<string, unknown>, field: string): string[] {
  return block[field] === undefined || String(block[field]) === 'false' ? [] : [field];
}
