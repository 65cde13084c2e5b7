import { firstRoute } from '../../support/gateway-edits.js';
import { content, type Fault, form, options, reach } from './fault.js';

export const sovereign: readonly Fault[] = [
  ['no guard', 'eu', 'policy.json', (p) => void (p.workloads['case-files'].guard = 'none'), reach, 'case-files is not judged by'],
  ['a guard after the answer went out', 'eu', 'policy.json', (p) => void (p.workloads['case-files'].guard.after = 'none'), content, 'none after'],
  ['a guard that is another model', 'eu', 'policy.json', (p) => void (p.workloads['case-files'].guard.by[0].model = 'llama70'), form, 'model llama70'],
  ['a guard that is asked too long', 'eu', 'envoy.json', (e) => void (firstRoute(e, 'egress').route.timeout = '600s'), form, '600s'],
  ['windows as long as the answer', 'eu', 'policy.json', (p) => void (p.workloads['case-files'].guard.windowCharacters = 1_000_000), form, 'windowCharacters'],
  ['a guard without credential', 'eu', 'envoy.json', (e) => void options(e, 'guard.case-files.screen').http_filters.shift(), form, 'guard.case-files.screen'],
];
