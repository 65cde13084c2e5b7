import { type GuardrailPolicy, textUnitQuota } from '../facts/guardrails.js';
import type { BedrockHost } from '../hosts/bedrock/schema.js';
import type { BedrockImportHost } from '../hosts/bedrock-import/schema.js';
import type { QuotaNeed } from '../hosts/shared/quota-need.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { guardedHosts, isJudged, policiesOf, requestOf, textUnits } from './guardrail-cost.js';
import { type Arrivals, arrivals, lossesOfOneNode } from './overflow.js';

/** Text units per second that a policy of a guardrail must judge at peak, with one node of some fleet lost. */
export interface TextUnitNeed extends QuotaNeed {
  readonly host: string;
  readonly policy: GuardrailPolicy;
  /** What an account starts with. */
  readonly byDefault: number;
}

/** Quotas of guardrails to ask Bedrock for: text units run out long before tokens do. */
export function textUnitNeeds(topology: Topology): TextUnitNeed[] {
  const hosts = guardedHosts(topology);
  if (hosts.length === 0) return [];
  const reached = [arrivals(topology), ...lossesOfOneNode(topology).map((loss) => arrivals(topology, loss))];
  return hosts
    .flatMap(([id, host]) => policiesOf(topology, id, host).map((policy) => need(topology, id, host, policy, reached)))
    .filter(({ needed }) => needed > 0);
}

function need(topology: Topology, id: string, host: BedrockHost | BedrockImportHost, policy: GuardrailPolicy, reached: readonly Arrivals[]): TextUnitNeed {
  const { quotaCode, name, byDefault } = textUnitQuota(policy, host.region);
  return {
    account: entity(topology.accounts.aws, host.account).id,
    region: host.region,
    service: 'bedrock',
    quotaCode,
    name,
    needed: Math.ceil(Math.max(...reached.map((one) => unitsPerSecond(topology, id, host, policy, one)))),
    unit: 'text unit per second',
    because: [pathOf('hosts', id, 'guardrail')],
    host: id,
    policy,
    byDefault,
  };
}

function unitsPerSecond(topology: Topology, id: string, host: BedrockHost | BedrockImportHost, policy: GuardrailPolicy, reached: Arrivals): number {
  return [...(reached.get(id) ?? [])].reduce((sum, [workloadId, tokensPerMinute]) => {
    const workload = entity(topology.workloads, workloadId);
    if (!isJudged(policy, workload)) return sum;
    const request = requestOf(host, workload);
    return sum + (tokensPerMinute / 60 / (request.inputTokens + request.outputTokens)) * textUnits(policy, request);
  }, 0);
}
