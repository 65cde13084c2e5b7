import { busyNodes } from '../../../derived/busy-nodes.js';
import { nextVersion } from '../../../derived/next-version.js';
import { ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { workloadsOn } from '../../../topology/views.js';
import type { AwsFleetHost } from '../schema.js';

/** What alarms of each version watch, by a word of their metric; and what the servers' collectors and the exporters add. */
const ofBalancer = ['UnHealthyHostCount', 'HealthyHostCount', 'HTTPCode_Target_5XX_Count', 'EngineStalledSeconds'];
const ofServers = ['vllm:num_requests_running', 'vllm:num_requests_waiting', 'vllm:kv_cache_usage_perc'];
const ofGpus = ['DCGM_FI_DEV_GPU_UTIL', 'DCGM_EXP_XID_ERRORS_COUNT', 'DCGM_FI_DEV_ECC_DBE_VOL_TOTAL', 'DCGM_FI_DEV_ROW_REMAP_FAILURE'];

/** Alarms that a fleet has to have and has not, and those that tell nobody. */
export function* alarmProblems(stack: SynthesizedStack, topology: Topology, id: string, host: AwsFleetHost): Iterable<Problem> {
  const alarms = ofType([stack], 'AWS::CloudWatch::Alarm');
  // Words between spaces: a metric's name is the beginning of another's.
  const texts = alarms.map(({ properties }) => ` ${JSON.stringify(properties).replace(/[^\w:]+/g, ' ')} `);
  const versions = host.transition === undefined ? 1 : 2;
  const servers = host.images.metrics !== undefined;
  const late = servers && workloadsOn(topology, id).length > 0;
  const wanted = [
    ...ofBalancer,
    ...(servers ? ofServers : []),
    ...(late ? ['time_to_first_token'] : []),
    ...(servers && host.images.dcgm !== undefined ? ofGpus : []),
  ];
  for (const [metric, least] of [['HTTPCode_ELB_5XX_Count', 1] as const, ...wanted.map((name) => [name, versions] as const)]) {
    const found = texts.filter((text) => text.includes(` ${metric} `) || text.includes(`${metric}_`));
    if (found.length < least) yield { stack, message: `${stack.name} has ${found.length} alarms on ${metric}. Needed: ${least}.` };
  }
  const nodes = [host, nextVersion(host)].flatMap((version) => (version === undefined ? [] : [busyNodes(topology, id, version)]));
  const counted = alarms.filter(({ properties }) => properties['MetricName'] === 'ContainerInstanceCount');
  for (const number of new Set(nodes)) {
    const found = counted.filter(({ properties }) => properties['Threshold'] === number).length;
    const least = nodes.filter((other) => other === number).length;
    if (found < least) yield { stack, message: `${stack.name} has ${found} alarms on fewer than ${number} nodes. Needed: ${least}.` };
  }
  for (const resource of alarms) {
    const { ActionsEnabled: enabled = true, AlarmActions: actions } = resource.properties;
    if (enabled !== true || !Array.isArray(actions) || actions.length === 0)
      yield { resource, message: `${resource.id} notifies nobody. Needed: AlarmActions, and ActionsEnabled not false.` };
  }
}
