import { createHash } from 'node:crypto';
import { BedrockClient, type Tag } from '@aws-sdk/client-bedrock';
import { answering, type CustomResourceEvent, type Data, type LambdaContext } from '../custom-resource/respond.js';
import { ImportedModel } from './imported-model.js';

/** Properties of the custom resource. */
interface Import {
  /** Changes with the weights, so that other weights are another model. */
  readonly ModelName: string;
  readonly RoleArn: string;
  readonly WeightsUri: string;
  readonly KeyArn: string;
  readonly Tags: Tag[];
}

const bedrock = new BedrockClient({
  maxAttempts: 8,
  retryMode: 'adaptive',
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
});

/**
 * Imports a model and waits for it, or deletes it. An import outlasts a function: before its time is over the handler
 * fails without an answer, Lambda sends the event again, and the same request token finds the same job.
 */
export async function handler(event: CustomResourceEvent<Import>, context: LambdaContext): Promise<void> {
  const { ModelName, RoleArn, WeightsUri, KeyArn, Tags } = event.ResourceProperties;
  const modelName = event.RequestType === 'Delete' ? (event.PhysicalResourceId ?? ModelName) : ModelName;
  const token = createHash('sha256').update(`${event.StackId} ${event.RequestId}`).digest('hex');
  await answering(event, context, modelName, async (signal): Promise<Data> => {
    const model = new ImportedModel(bedrock, modelName, () => context.getRemainingTimeInMillis(), signal);
    if (event.RequestType === 'Delete') {
      await model.remove();
      return {};
    }
    const job = {
      jobName: `${modelName}-${token.slice(0, 8)}`,
      importedModelName: modelName,
      roleArn: RoleArn,
      modelDataSource: { s3DataSource: { s3Uri: WeightsUri } },
      importedModelKmsKeyId: KeyArn,
      jobTags: Tags,
      importedModelTags: Tags,
      clientRequestToken: token,
    };
    return { ModelArn: await model.ensure(job, Tags) };
  });
}
