import { createHash } from 'node:crypto';
import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ImportedModel } from '../../../constructs/aws/bedrock/imported-model.js';
import { setOrigin } from '../../../constructs/origin.js';
import { enforcedGuardrail } from '../../../derived/boundary.js';
import { gatewayRole } from '../../../derived/gateway-role.js';
import { physicalName, weightsPrefix } from '../../../derived/names.js';
import { bundleHandler } from '../../../runtime/bundle.js';
import { AwsStack } from '../../../stacks/aws/aws-stack.js';
import { hostGuardrail } from '../../../stacks/aws/host-guardrail.js';
import type { StackContext } from '../../../stacks/context.js';
import { pathOf } from '../../../topology/path.js';
import { entity, workloadsOn } from '../../../topology/views.js';
import type { BedrockImportHost } from '../schema.js';

/** Approved weights on Bedrock Custom Model Import: the only managed Llama 3.3 that stays in the EU, and paid by the minute. */
export class BedrockImportStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, id: string, host: BedrockImportHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['aws-bedrock-import', id],
      description: `Imported model and guardrail of ${id}`,
      origin: pathOf('hosts', id),
      tags: { host: id },
    });
    const { topology } = context;
    const approved = entity(topology.models, host.model);
    const { weights } = approved;
    const prefix = weightsPrefix(approved);
    const digest = createHash('sha256').update(`${prefix} ${weights?.manifest}`).digest('hex').slice(0, 8);
    const owner = physicalName(40, topology.name, id);
    const model = new ImportedModel(this, 'Model', {
      handlerDirectory: bundleHandler('bedrock-import'),
      // Room for the eight digits of the import job behind it.
      modelName: `${owner}-${digest}`,
      owner,
      weights: {
        bucket: this.shared('weights', 'bucket'),
        keyArn: this.shared('weights', 'key-arn'),
        prefix,
        manifestSha256: weights?.manifest.replace('sha256:', '') ?? 'unapproved',
        provenanceSha256: approved.fineTune?.provenance?.replace('sha256:', '') ?? 'none',
        signingKeyArn: this.shared('weights', 'signing-key-arn'),
      },
      keyArn: topology.existing.keys[id],
      tags: this.financeTags,
      callerRoleNames: workloadsOn(topology, id).map(([workload]) => gatewayRole(topology, workload)),
      calls: {
        guardrail: hostGuardrail(this, context, id, host),
        enforcedGuardrail: enforcedGuardrail(topology, host.account, host.region),
        vpcId: this.vpcId(host.network),
      },
    });
    setOrigin(model, pathOf('hosts', id, 'model'));
    new CfnOutput(this, 'ModelArn', { description: `Imported model of ${id}`, value: model.modelArn });
  }
}
