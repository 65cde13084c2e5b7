import { fieldsDiffer, ofType } from '../../evidence/expected/resources.js';
import { bedrockSafeguard } from '../../evidence/guardrails/bedrock-safeguard.js';
import { guardrailDifferences } from '../../evidence/guardrails/guardrail-differences.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { entity } from '../../topology/views.js';
import { invoked } from '../shared/answering-judge.js';
import type { HostJudge, JudgedHost } from '../shared/host-judge.js';
import { noServers, samePrograms } from '../shared/no-servers-judge.js';
import { arnIn, type RecordedHost, type RecordedValue, recorded, recordedGuardrail } from '../shared/recorded-judge.js';
import { bedrockParts, partSuffix } from '../shared/workload-parts.js';
import { callProblems } from './judge/calls.js';
import { sharedGuardrail } from './judge/shares.js';
import { bedrockReach, sourceArn } from './reach.js';
import type { BedrockHost } from './schema.js';

export const judge: HostJudge<BedrockHost> = {
  safeguard: (topology, { id, host }, stacks) => bedrockSafeguard(topology, id, host, stacks),
  filtered: ({ topology, id, host }, guardrail) => guardrailDifferences(topology, id, host, guardrail),
  servers: noServers,
  emitted: profileProblems,
  oversteps: callProblems,
  speaks: 'converse',
  answering: (call) => invoked(call, call.outputs.hosts?.[call.id]?.profiles?.[call.workload]),
  screening: () => [],
  grounding: () => [],
  recorded: (one) => [
    ...Object.entries(one.found.profiles ?? {}).flatMap(([workload, profile]) => ownProfile(one, workload, profile)),
    ...recordedGuardrail(one),
  ],
  shares: [{ by: 'aws-bedrock', room: 'bedrock', values: sharedGuardrail }],
  machines: 'none',
  weights: 'none',
  programs: samePrograms,
};

/** A profile of the host's account and region that no other workload is recorded with: spend and rights are told apart by it. */
function ownProfile(one: RecordedHost<BedrockHost>, workload: string, profile: string): readonly RecordedValue[] {
  const others = Object.entries(one.found.profiles ?? {}).filter(([id, other]) => id !== workload && other === profile);
  const values = recorded(`profiles.${workload}`, profile, `${arnIn(one, 'bedrock')}:application-inference-profile/*`);
  return others.length === 0 ? values : values.map((value) => ({ ...value, allowed: `a profile of its own, not that of ${others[0]?.[0]}`, holds: false }));
}

/** One profile for each workload, copied from what the host declares. Which region and model it is, is judged by two rules of their own. */
function* profileProblems({ topology, id, host, stacks }: JudgedHost<BedrockHost>): Iterable<Problem> {
  const { partition, id: account } = entity(topology.accounts.aws, host.account);
  const source = sourceArn(bedrockReach(topology, host), { partition, region: host.region, account });
  for (const part of bedrockParts(topology, id)) {
    const stack = stacks.find(({ name }) => name.endsWith(['', id, ...partSuffix(part.number)].join('-')));
    if (stack === undefined) continue;
    const profiles = ofType([stack], 'AWS::Bedrock::ApplicationInferenceProfile');
    if (profiles.length !== part.workloads.length)
      yield { stack, message: `${stack.name} has ${profiles.length} inference profiles. Allowed: ${part.workloads.length}, one for each workload.` };
    for (const profile of profiles) yield* fieldsDiffer(profile, { ModelSource: { CopyFrom: source } });
  }
}
