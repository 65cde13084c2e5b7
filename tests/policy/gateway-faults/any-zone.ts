import { address, cluster, listener } from '../../support/gateway-edits.js';
import { type Fault, form, options, proxied, reach, tls, transit } from './fault.js';

const host = 'host.drafts.ibm';
const directly = { socket_address: { address: 'us-south.ml.cloud.ibm.com', port_value: 443 } };

export const anyZone: readonly Fault[] = [
  ['a host that is called directly', 'any', 'envoy.json', (e) => void (address(cluster(e, host)).address = directly), proxied, 'directly'],
  [
    'another proxy',
    'any',
    'envoy.json',
    (e) => void (address(cluster(e, 'proxy')).address.socket_address.address = 'other.afar.internal'),
    proxied,
    'through other.afar.internal:3128',
  ],
  [
    'a token that is fetched directly',
    'any',
    'tokens.json',
    (t) => void delete t['credentials']['drafts.ibm'].through,
    proxied,
    'drafts.ibm is fetched directly',
  ],
  [
    'a proxy in the clear',
    'any',
    'envoy.json',
    (e) => void delete cluster(e, 'proxy')['transport_socket'],
    transit,
    'proxy calls prompts.afar.internal without TLS',
  ],
  [
    'a proxy whose silence nobody probes',
    'any',
    'envoy.json',
    (e) => void delete cluster(e, 'proxy')['upstream_connection_options'],
    form,
    'lacks static_resources.clusters.proxy.upstream_connection_options',
  ],
  [
    'a provider whose certificate nobody looks at',
    'any',
    'envoy.json',
    (e) => void (tls(e, host).validation_context.trust_chain_verification = 'ACCEPT_UNTRUSTED'),
    transit,
    'takes any certificate of us-south.ml.cloud.ibm.com',
  ],
  [
    'streams at the path of another service',
    'any',
    'envoy.json',
    (e) =>
      void (listener(e, 'hop.drafts.ibm').filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[0].route.prefix_rewrite =
        '/ml/v1/text/tokenization'),
    form,
    '/ml/v1/text/tokenization',
  ],
  ['another space', 'any', 'policy.json', (p) => void (p.workloads.drafts.adaptations.ibm.with.space_id = 'other'), form, 'space_id'],
  ['a profile of another workload', 'any', 'tokens.json', (t) => void (t['credentials']['drafts.ibm'].profile = 'afar-ibm-for-other'), form, 'profile'],
  ['a host without credential', 'any', 'envoy.json', (e) => void options(e, host).http_filters.shift(), form, host],
  [
    'a tunnel to another name',
    'any',
    'envoy.json',
    (e) => void (listener(e, 'tunnel.drafts.ibm').filter_chains[0].filters[0].typed_config.tunneling_config.hostname = 'example.com:443'),
    reach,
    'leads to example.com:443',
  ],
  [
    'the secret of another host',
    'any',
    'tokens.json',
    (t) => void (t['credentials']['drafts.edge'].secret = t['credentials']['drafts.ibm'].secret),
    form,
    'drafts.edge',
  ],
  [
    'the path of another operation',
    'any',
    'envoy.json',
    (e) =>
      void (listener(e, 'hop.drafts.chicago').filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[0].route.prefix_rewrite =
        '/openai/v1/responses'),
    form,
    '/openai/v1/responses',
  ],
  [
    'another region of the provider',
    'any',
    'envoy.json',
    (e) =>
      void (listener(e, 'tunnel.drafts.chicago').filter_chains[0].filters[0].typed_config.tunneling_config.hostname =
        'inference.generativeai.uk-london-1.oci.oraclecloud.com:443'),
    reach,
    'leads to inference.generativeai.uk-london-1.oci.oraclecloud.com:443',
  ],
  ['another model of the provider', 'any', 'policy.json', (p) => void (p.workloads.drafts.adaptations.chicago.model = 'xai.grok-4'), form, 'xai.grok-4'],
  ['another model of the account', 'any', 'policy.json', (p) => void (p.workloads.drafts.adaptations.edge.model = '@cf/other'), form, '@cf/other'],
];
