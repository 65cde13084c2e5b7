import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { InferenceProfile } from '../../../constructs/aws/bedrock/inference-profile.js';
import type { GuardrailReference } from '../../../constructs/aws/guardrails/guardrail-reference.js';
import { setOrigin } from '../../../constructs/origin.js';
import { enforcedGuardrail } from '../../../derived/boundary.js';
import { gatewayRole } from '../../../derived/gateway-role.js';
import { AwsStack } from '../../../stacks/aws/aws-stack.js';
import { hostGuardrail } from '../../../stacks/aws/host-guardrail.js';
import type { StackContext } from '../../../stacks/context.js';
import { pathOf } from '../../../topology/path.js';
import { type Part, partSuffix } from '../../shared/workload-parts.js';
import { bedrockReach, modelArn, sourceArn } from '../reach.js';
import type { BedrockHost } from '../schema.js';

/** Per-token Llama on Bedrock: a guardrail, and for each workload an application inference profile as the only way in. */
export class BedrockStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, id: string, host: BedrockHost, part: Part) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['aws-bedrock', id, ...partSuffix(part.number)],
      description: `Bedrock profiles and guardrail of ${id}`,
      origin: pathOf('hosts', id),
      tags: { host: id },
    });
    const { topology } = context;
    // One that exists is named by the topology, and each part reads it there.
    const exists = topology.existing.guardrails[id] !== undefined;
    const guardrail = part.number === 1 || exists ? hostGuardrail(this, context, id, host) : this.guardrailOfFirst(id, context);
    if (part.number === 1 && part.of > 1 && !exists) this.shareGuardrail(id, guardrail);
    const reach = bedrockReach(topology, host);
    // Workload ids are the user's: in a scope of their own they meet no construct of the stack.
    const workloads = new Construct(this, 'Workloads');
    for (const [workload] of part.workloads) {
      const profile = new InferenceProfile(workloads, workload, {
        name: `${topology.name}-${workload}-${id}`,
        source: sourceArn(reach, this),
        models: reach.destinations.map((region) => modelArn(this.partition, region, reach.modelId)),
        callerRoleName: gatewayRole(topology, workload),
        calls: { guardrail, enforcedGuardrail: enforcedGuardrail(topology, host.account, host.region), vpcId: this.vpcId(host.network) },
      });
      setOrigin(profile, pathOf('hosts', id, 'profile'));
      this.tagAs(profile, { host: id, workload });
      new CfnOutput(this, `Profile-${workload}`, { description: `Inference profile of ${workload}`, value: profile.profileArn });
    }
  }

  /** The first part holds the guardrail; the others read what their calls must name, so that its version can change alone. */
  private shareGuardrail(id: string, { arn, versions, keyArn }: GuardrailReference): void {
    this.share('GuardrailArn', ['bedrock', id, 'guardrail-arn'], arn);
    this.share('GuardrailCurrent', ['bedrock', id, 'guardrail-version'], versions[0] ?? '');
    if (keyArn !== undefined) this.share('GuardrailKeyArn', ['bedrock', id, 'guardrail-key-arn'], keyArn);
  }

  private guardrailOfFirst(id: string, { outputs }: StackContext): GuardrailReference {
    const deployed = outputs.hosts?.[id]?.guardrail;
    return {
      arn: this.shared('bedrock', id, 'guardrail-arn'),
      versions: [this.shared('bedrock', id, 'guardrail-version'), ...(deployed === undefined ? [] : [deployed.version])],
      keyArn: this.shared('bedrock', id, 'guardrail-key-arn'),
    };
  }
}
