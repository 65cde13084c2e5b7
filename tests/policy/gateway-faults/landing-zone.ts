import { cluster, manager } from '../../support/gateway-edits.js';
import { callerTokens, type Fault, form, tokensOfNobody } from './fault.js';

export const landingZone: readonly Fault[] = [
  ['tokens of another zone', 'eu', 'policy.json', (p) => void (p.tokens.audience = 'llama-gateway-us'), callerTokens, 'llama-gateway-us'],
  ['tokens of another issuer', 'eu', 'policy.json', (p) => void (p.tokens.issuer = 'https://evil.example'), callerTokens, 'evil.example'],
  ['an algorithm more', 'eu', 'policy.json', (p) => p.tokens.algorithms.push('RS512'), callerTokens, 'signed with RS512'],
  ['a key of somebody else', 'eu', 'policy.json', (p) => p.tokens.keys.push({ ...p.tokens.keys[0], kid: 'mine' }), callerTokens, 'the key mine'],
  ['another key by the same name', 'eu', 'policy.json', (p) => void (p.tokens.keys[0].x = 'A'.repeat(43)), form, 'tokens.keys[0]'],
  ['tokens where there are keys alone', 'us', 'policy.json', (p) => void (p.tokens = tokensOfNobody), callerTokens, 'Allowed: keys alone'],
  ['a limit that the topology does not set', 'eu', 'policy.json', (p) => void (p.tokens.tokensPerMinute = 9), form, 'tokensPerMinute'],
  ['a token for years', 'eu', 'policy.json', (p) => void (p.tokens.longestSeconds = 3_600), form, 'longestSeconds 3600'],
  ['a claim that opens more', 'eu', 'policy.json', (p) => p.tokens.opens['Llama.Chat'].push('answers'), form, 'tokens.opens'],
  ['ejections that never end', 'eu', 'envoy.json', (e) => void (cluster(e, 'pool.chat').outlier_detection.max_ejection_time = '86400s'), form, '86400s'],
  [
    'no ejection',
    'eu',
    'envoy.json',
    (e) => void delete cluster(e, 'pool.chat').outlier_detection,
    form,
    'lacks static_resources.clusters.pool.chat.outlier_detection',
  ],
  [
    'readiness without the policy service',
    'eu',
    'envoy.json',
    (e) => void delete manager(e, 'ready').http_filters[0].typed_config.cluster_min_healthy_percentages.policy,
    form,
    'cluster_min_healthy_percentages.policy',
  ],
  ['memory without end', 'eu', 'envoy.json', (e) => void delete e.overload_manager, form, 'lacks overload_manager'],
  ['the trap of gRPC', 'eu', 'envoy.json', (e) => void (e.layered_runtime.layers[0].static_layer = {}), form, 'ext_proc_graceful_grpc_close'],
  [
    'a flag of the runtime',
    'eu',
    'envoy.json',
    (e) => void (e.layered_runtime.layers[0].static_layer['envoy.reloadable_features.sanitize_te'] = false),
    form,
    'sanitize_te',
  ],
  [
    'names of an old address',
    'eu',
    'envoy.json',
    (e) => void (cluster(e, 'host.chat.fleet').cluster_type.typed_config.respect_dns_ttl = false),
    form,
    'respect_dns_ttl',
  ],
];
