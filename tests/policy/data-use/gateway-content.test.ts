import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/gateway-content.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import { type Fault, manager, refuses } from '../../support/gateway-edits.js';
import { topologies } from '../../support/topologies.js';

const reference = rehearsed();

const faults: readonly Fault[] = [
  ['a field that steers', 'us', 'policy.json', (p) => void (p.workloads.variable.fields.aws_region_name = { is: 'text', longest: 99 }), 'aws_region_name'],
  ['a field that one host does not know', 'any', 'policy.json', (p) => void (p.workloads['global-assist'].fields.logprobs = { is: 'boolean' }), 'logprobs'],
  ['more of a field than a host takes', 'us', 'policy.json', (p) => void (p.workloads.variable.fields.temperature.max = 2), 'more of temperature'],
  ['a workload of another zone', 'us', 'policy.json', (p) => void (p.workloads['eu-production'] = p.workloads.variable), 'serves eu-production'],
  ['a workload that is forgotten', 'us', 'policy.json', (p) => void delete p.workloads.variable, 'does not know variable'],
  ['a judgement that comes late', 'eu', 'policy.json', (p) => void (p.workloads.grounded.guard.before = false), 'not before'],
  [
    'bodies in the log',
    'eu',
    'envoy.json',
    (e) => void (manager(e, 'entry').access_log[0].typed_config.log_format.json_format.body = '%DYNAMIC_METADATA(envoy.filters.http.ext_proc:body)%'),
    'writes body',
  ],
  [
    'headers in the log',
    'eu',
    'envoy.json',
    (e) => void (manager(e, 'entry').access_log[0].typed_config.log_format.json_format.who = '%REQ(AUTHORIZATION)%'),
    'writes who',
  ],
  ['log level debug', 'eu', 'processes.json', (p) => void (p.envoy.arguments[3] = 'debug'), 'log level debug'],
  ['log level trace, said last', 'eu', 'processes.json', (p) => p.envoy.arguments.push('-l', 'trace'), 'log level trace'],
  ['one component at debug', 'eu', 'processes.json', (p) => p.envoy.arguments.push('--component-log-level=http:info,ext_proc:debug'), 'log level debug'],
  ['no log level', 'eu', 'processes.json', (p) => void p.envoy.arguments.splice(2, 2), 'without --log-level'],
];

describe(rule.id, () => {
  it.each(topologies)('finds nothing in %s', (_, file) => {
    expect(foundAfter([rule], rehearsed(file)).map(({ message }) => message)).toEqual([]);
  });

  refuses(rule, reference, faults);
});
