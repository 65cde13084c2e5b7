import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listenerMetadata, type PolicyFile } from '../../../../runtime/gateway/forms/policy.js';
import { pythonEnvironment } from '../../../support/python-environment.js';

const type = (name: string) => ({ '@type': `type.googleapis.com/envoy.${name}` });
const unix = (path: string) => ({ pipe: { path } });
const loopback = (port: number) => ({ socket_address: { address: '127.0.0.1', port_value: port } });
const buffer = 1024 * 1024;

/** The program, or why there is none. */
export function envoyProgram(): { readonly program: string } | { readonly reason: string } {
  const environment = pythonEnvironment('gateway', 'tests/runtime/gateway/requirements.txt');
  if ('missing' in environment) return { reason: environment.missing };
  // The package's own script is Python that starts this.
  const [python = ''] = readdirSync(join(environment.path, 'lib'));
  return { program: join(environment.path, 'lib', python, 'site-packages', 'envoy', '_bin', 'envoy') };
}

/** Envoy with this policy, one loopback port that answers for every host, and one for everything behind the egress socket. */
export interface Ports {
  readonly entry: number;
  readonly host: number;
  readonly beside: number;
}

/** All that the policy service may choose for an answer: its headers alone, then nothing, the whole body, or the body as it comes. */
const answerModes = ['NONE', 'BUFFERED', 'FULL_DUPLEX_STREAMED'].map((response_body_mode) => ({
  request_body_mode: 'BUFFERED',
  request_trailer_mode: 'SKIP',
  response_header_mode: 'SEND',
  response_body_mode,
  response_trailer_mode: response_body_mode === 'FULL_DUPLEX_STREAMED' ? 'SEND' : 'SKIP',
}));

function externalProcessing(listener: string) {
  return {
    name: 'policy',
    typed_config: {
      ...type('extensions.filters.http.ext_proc.v3.ExternalProcessor'),
      grpc_service: { envoy_grpc: { cluster_name: 'policy' }, initial_metadata: [{ key: listenerMetadata, value: listener }] },
      message_timeout: '20s',
      processing_mode: {
        request_header_mode: 'SEND',
        request_body_mode: 'BUFFERED',
        request_trailer_mode: 'SKIP',
        response_header_mode: 'SKIP',
        response_body_mode: 'NONE',
        response_trailer_mode: 'SKIP',
      },
      allow_mode_override: true,
      // Else headers that begin with x-envoy- stay, whoever sent them.
      mutation_rules: { allow_envoy: true },
      allowed_override_modes: answerModes,
      metadata_options: { receiving_namespaces: { untyped: ['gateway'] } },
    },
  };
}

/** What the policy service answers is a local reply too: its code begins with `policy:`, and it stays as it is. */
const ownReplies = {
  filter: {
    extension_filter: {
      name: 'envoy.access_loggers.extension_filters.cel',
      typed_config: { ...type('extensions.access_loggers.filters.cel.v3.ExpressionFilter'), expression: "response.code_details.startsWith('policy:')" },
    },
  },
};
const otherReplies = {
  filter: { status_code_filter: { comparison: { op: 'GE', value: { default_value: 400, runtime_key: 'none' } } } },
  status_code: 503,
  body_format_override: { json_format: { error: { code: 'gateway' } } },
};

function listener(name: string, address: object, filters: readonly object[], hosts: readonly object[]) {
  const router = { name: 'router', typed_config: type('extensions.filters.http.router.v3.Router') };
  const manager = {
    ...type('extensions.filters.network.http_connection_manager.v3.HttpConnectionManager'),
    stat_prefix: name,
    http_filters: [...filters, router],
    route_config: { virtual_hosts: hosts },
    local_reply_config: { mappers: [ownReplies, otherReplies] },
  };
  return { name, address, per_connection_buffer_limit_bytes: buffer, filter_chains: [{ filters: [{ name: 'http', typed_config: manager }] }] };
}

function cluster(name: string, address: object, http2 = false) {
  const protocol = http2 ? { http2_protocol_options: {} } : { http_protocol_options: { enable_trailers: true } };
  const options = { ...type('extensions.upstreams.http.v3.HttpProtocolOptions'), explicit_http_config: protocol };
  return {
    name,
    connect_timeout: '1s',
    typed_extension_protocol_options: { 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': options },
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
  };
}

function bootstrap(policy: PolicyFile, directory: string, { entry, host, beside }: Ports): object {
  const decided = (workload: string) => ({
    dynamic_metadata: [{ filter: 'gateway', path: [{ key: 'workload' }], value: { string_match: { exact: workload } } }],
  });
  const routes = Object.keys(policy.workloads).map((id) => ({
    match: { path: '/v1/chat/completions', ...decided(id) },
    route: { cluster: id === 'foreign' ? 'hop' : 'host', timeout: '20s' },
    response_headers_to_add: [{ header: { key: 'decided', value: '%DYNAMIC_METADATA(gateway)%' } }],
  }));
  const nowhere = { match: { prefix: '/' }, direct_response: { status: 500, body: { inline_string: 'nobody decided' } } };
  const everything = (to: string, timeout = '20s') => ({ name: to, domains: ['*'], routes: [{ match: { prefix: '/' }, route: { cluster: to, timeout } }] });
  return {
    node: { id: 'test', cluster: 'test' },
    admin: { address: unix(join(directory, 'admin.sock')) },
    layered_runtime: { layers: [{ name: 'set', static_layer: { 'envoy.reloadable_features.ext_proc_graceful_grpc_close': true } }] },
    static_resources: {
      listeners: [
        listener('entry', loopback(entry), [externalProcessing('entry')], [{ name: 'entry', domains: ['*'], routes: [...routes, nowhere] }]),
        listener('hop', unix(join(directory, 'hop.sock')), [externalProcessing('hop.foreign.azure.next')], [everything('host')]),
        listener('egress', unix(policy.egress), [], [everything('beside', '0.5s')]),
      ],
      clusters: [
        cluster('policy', unix(policy.listen), true),
        cluster('host', loopback(host)),
        cluster('hop', unix(join(directory, 'hop.sock'))),
        cluster('beside', loopback(beside)),
      ],
    },
  };
}

/** Starts Envoy and waits until it takes requests. `log` gets what it prints. */
export async function startEnvoy(program: string, policy: PolicyFile, directory: string, ports: Ports, log: string[]): Promise<ChildProcess> {
  const file = join(directory, 'envoy.json');
  writeFileSync(file, JSON.stringify(bootstrap(policy, directory, ports)));
  const child = spawn(program, ['-c', file, '--concurrency', '1', '--log-level', 'info', '--disable-hot-restart'], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (text) => log.push(String(text)));
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await new Promise((done) => setTimeout(done, 25))) {
    if (child.exitCode !== null) throw new Error(`Envoy ended: ${log.join('').slice(-2_000)}`);
    if (log.some((text) => text.includes('starting main dispatch loop'))) return child;
  }
  throw new Error('Envoy does not start');
}
