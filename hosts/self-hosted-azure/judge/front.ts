import { Allowed, any, anyOrder, type Form, optional } from '../../../evidence/expected/differences.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import { engineContainer } from '../../../facts/serving.js';
import type { AzureFleetHost } from '../schema.js';

const none = optional({});
/** Seconds that an answer may take, and that a node has to finish those that run. */
const longestAnswer = 900;

/** The load balancer of a fleet: one name, one certificate, two paths to the model servers, and nothing that is kept. Where it is, network/as-derived judges. */
export function frontFields({ stack }: Resource, { region, endpoint }: AzureFleetHost): Readonly<Record<string, Form>> {
  const { port, healthPath } = engineContainer('vllm');
  return {
    location: region,
    sku: { name: 'Standard_v2', tier: 'Standard_v2' },
    autoscale_configuration: { min_capacity: 2, max_capacity: 10 },
    zones: ['1', '2', '3'],
    identity: {
      type: 'UserAssigned',
      identity_ids: [
        new Allowed('an identity of the module', (text) =>
          stack.resources.some(({ id, type }) => type === 'azurerm_user_assigned_identity' && text === `\${${id}.id}`),
        ),
      ],
    },
    frontend_port: [{ name: 'https', port: 443 }],
    ssl_certificate: [{ name: 'front', key_vault_secret_id: endpoint.certificate }],
    ssl_profile: none,
    http_listener: [
      {
        name: 'https',
        frontend_ip_configuration_name: 'private',
        frontend_port_name: 'https',
        protocol: 'Https',
        ssl_certificate_name: 'front',
        host_name: endpoint.hostname,
        require_sni: true,
      },
    ],
    backend_address_pool: [{ name: 'nodes' }],
    probe: [
      {
        name: 'model-server',
        protocol: 'Http',
        host: any,
        path: healthPath,
        interval: 15,
        timeout: 12,
        unhealthy_threshold: 5,
        match: { status_code: ['200'] },
      },
    ],
    backend_http_settings: [
      {
        name: 'model-server',
        protocol: 'Http',
        port,
        cookie_based_affinity: 'Disabled',
        probe_name: 'model-server',
        request_timeout: longestAnswer,
        connection_draining: { enabled: true, drain_timeout_sec: longestAnswer },
      },
    ],
    request_routing_rule: [
      {
        name: any,
        priority: any,
        rule_type: 'PathBasedRouting',
        http_listener_name: 'https',
        url_path_map_name: 'model-paths',
      },
    ],
    // vLLM asks for its API key below these paths, and below others answers without one. Who asks for those is told to come back without a body.
    url_path_map: [
      {
        name: 'model-paths',
        default_redirect_configuration_name: 'elsewhere',
        path_rule: [
          {
            name: any,
            paths: anyOrder(['/v1/chat/completions', '/v1/models']),
            backend_address_pool_name: 'nodes',
            backend_http_settings_name: 'model-server',
          },
        ],
      },
    ],
    redirect_configuration: [
      {
        name: 'elsewhere',
        redirect_type: 'SeeOther',
        target_url: `https://${endpoint.hostname}/v1/models`,
        include_path: false,
        include_query_string: false,
      },
    ],
    // What is buffered is kept, and an answer would come when it is whole.
    global: { request_buffering_enabled: false, response_buffering_enabled: false },
    waf_configuration: none,
    firewall_policy_id: none,
  };
}
