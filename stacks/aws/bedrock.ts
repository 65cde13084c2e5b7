import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/aws/encryption-key.js';
import { Guardrail } from '../../constructs/aws/guardrail.js';
import { InferenceProfile } from '../../constructs/aws/inference-profile.js';
import { setOrigin } from '../../constructs/origin.js';
import { bedrockModelId, bedrockOffer } from '../../facts/bedrock.js';
import { gatewayRoleName } from '../../topology/names.js';
import type { BedrockHost } from '../../topology/schema/bedrock.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, workloadsOn } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

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
    const existing = topology.existing.guardrails[id];
    const guardrail =
      existing === undefined
        ? this.guardrail(topology, id, host)
        : { arn: `arn:${this.partition}:bedrock:${this.region}:${this.account}:guardrail/${existing.id}`, version: existing.version };
    const { modelId, source, destinations } = modelSource(topology, host);
    // Workload ids are the user's: in a scope of their own they meet no construct of the stack.
    const workloads = new Construct(this, 'Workloads');
    for (const [workload] of workloadsOn(topology, id)) {
      const profile = new InferenceProfile(workloads, workload, {
        name: `${topology.name}-${workload}-${id}`,
        source: source(this.partition, this.account),
        models: destinations.map((region) => `arn:${this.partition}:bedrock:${region}::foundation-model/${modelId}`),
        callerRoleName: gatewayRoleName(topology.name, workload),
        guardrail,
        vpcId: this.vpcId(host.network),
      });
      setOrigin(profile, `hosts.${id}.profile`);
      this.tagAs(profile, { host: id, workload });
      new CfnOutput(this, `Profile-${workload}`, { description: `Inference profile of ${workload}`, value: profile.profileArn });
    }
  }

  private guardrail(topology: Topology, id: string, host: BedrockHost): { arn: string; version: string; keyArn: string } {
    const key = new EncryptionKey(this, 'Key', { description: `Guardrail of ${id}` });
    const guardrail = new Guardrail(this, 'Guardrail', { name: `${topology.name}-${id}`, key, ...host.guardrail });
    setOrigin(guardrail, `hosts.${id}.guardrail`);
    return { arn: guardrail.guardrailArn, version: guardrail.version, keyArn: key.keyArn };
  }
}

/** What a profile copies from, and every region where it may then process. */
function modelSource(topology: Topology, host: BedrockHost) {
  const { release } = entity(topology.models, host.model);
  // Facts keep the ids of retired models too, so that a topology that names one can be refused by rule and line.
  const modelId = bedrockModelId(release) ?? release;
  if (host.profile === 'in-region') {
    return { modelId, destinations: [host.region], source: (partition: string) => `arn:${partition}:bedrock:${host.region}::foundation-model/${modelId}` };
  }
  const profileId = `${host.profile}.${modelId}`;
  const offer = bedrockOffer({ release, region: host.region, mode: 'geographic', profileId });
  return {
    modelId,
    destinations: offer?.destinations ?? [host.region],
    source: (partition: string, account: string) => `arn:${partition}:bedrock:${host.region}:${account}:inference-profile/${profileId}`,
  };
}
