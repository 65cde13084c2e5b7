import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/gateway-decision.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import { type Fault, firstRoute, type Json, manager, processing, refuses } from '../../support/gateway-edits.js';
import { topologies } from '../../support/topologies.js';

const reference = rehearsed();

const faults: readonly Fault[] = [
  ['a filter that fails open', 'eu', 'envoy.json', (e) => void (processing(e).typed_config.failure_mode_allow = true), 'failure_mode_allow'],
  [
    'no policy service',
    'eu',
    'envoy.json',
    (e) =>
      void (manager(e, 'entry').http_filters = manager(e, 'entry').http_filters.filter(({ typed_config }: Json) => typed_config.grpc_service === undefined)),
    'sends no request to the policy service',
  ],
  [
    'a policy service that sees no bodies',
    'eu',
    'envoy.json',
    (e) => void (processing(e).typed_config.processing_mode.request_body_mode = 'NONE'),
    'no bodies',
  ],
  [
    'a route without a decision',
    'eu',
    'envoy.json',
    (e) => void delete firstRoute(e, 'entry').match.dynamic_metadata,
    'does not ask for the decision on workload and mode',
  ],
  [
    'every path',
    'eu',
    'envoy.json',
    (e) => void (firstRoute(e, 'entry').match = { prefix: '/', dynamic_metadata: firstRoute(e, 'entry').match.dynamic_metadata }),
    'takes every path',
  ],
  [
    'an administration for all',
    'eu',
    'envoy.json',
    (e) => void (e.admin.address = { socket_address: { address: '0.0.0.0', port_value: 9901 } }),
    '0.0.0.0:9901',
  ],
  ['an administration that does whatever it is asked', 'eu', 'envoy.json', (e) => void delete e.admin.allow_paths, '/logging'],
  ['an administration that changes the level of the log', 'eu', 'envoy.json', (e) => e.admin.allow_paths.push({ exact: '/logging' }), 'answers /logging.'],
  ['an administration that dumps', 'eu', 'envoy.json', (e) => e.admin.allow_paths.push({ safe_regex: { regex: '/[a-z]+_dump' } }), '/config_dump'],
];

describe(rule.id, () => {
  it.each(topologies)('finds nothing in %s', (_, file) => {
    expect(foundAfter([rule], rehearsed(file)).map(({ message }) => message)).toEqual([]);
  });

  refuses(rule, reference, faults);
});
