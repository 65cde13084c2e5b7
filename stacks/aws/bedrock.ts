import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { InferenceProfile } from '../../constructs/aws/inference-profile.js';
import { setOrigin } from '../../constructs/origin.js';
import { bedrockReach, modelArn, sourceArn } from '../../topology/bedrock-reach.js';
import { enforcedGuardrail } from '../../topology/boundary.js';
import { gatewayRoleName } from '../../topology/names.js';
import type { BedrockHost } from '../../topology/schema/bedrock.js';
import { workloadsOn } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';
import { hostGuardrail } from './host-guardrail.js';

/** Per-token Llama on Bedrock: a guardrail, and for each workload an application inference profile as the only way in. */
export class BedrockStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, id: string, host: BedrockHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['aws-bedrock', id],
      description: `Bedrock profiles and guardrail of ${id}`,
      origin: `hosts.${id}`,
      tags: { host: id },
    });
    const { topology } = context;
    const guardrail = hostGuardrail(this, context, id, host);
    const reach = bedrockReach(topology, host);
    // Workload ids are the user's: in a scope of their own they meet no construct of the stack.
    const workloads = new Construct(this, 'Workloads');
    for (const [workload] of workloadsOn(topology, id)) {
      const profile = new InferenceProfile(workloads, workload, {
        name: `${topology.name}-${workload}-${id}`,
        source: sourceArn(reach, this),
        models: reach.destinations.map((region) => modelArn(this.partition, region, reach.modelId)),
        callerRoleName: gatewayRoleName(topology.name, workload),
        guardrail,
        enforcedGuardrail: enforcedGuardrail(topology, host.account, host.region),
        vpcId: this.vpcId(host.network),
      });
      setOrigin(profile, `hosts.${id}.profile`);
      this.tagAs(profile, { host: id, workload });
      new CfnOutput(this, `Profile-${workload}`, { description: `Inference profile of ${workload}`, value: profile.profileArn });
    }
  }
}
