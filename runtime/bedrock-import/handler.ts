import { createHash } from 'node:crypto';
import { BedrockClient, type Tag } from '@aws-sdk/client-bedrock';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions, clientTimes } from '../clients.js';
import { answering, type CustomResourceEvent, type Data, type LambdaContext } from '../custom-resource/respond.js';
import { ApprovedWeights, Refused, type Weights } from './approved-weights.js';
import { ImportedModel } from './imported-model.js';

/** Properties of the custom resource. */
interface Import {
  /** Changes with the weights, so that other weights are another model. */
  readonly ModelName: string;
  readonly RoleArn: string;
  readonly Weights: Weights;
  readonly KeyArn: string;
  readonly Tags: Tag[];
}

const client = { retryMode: 'adaptive', ...clientOptions(clientTimes['bedrock-import']) };
const bedrock = new BedrockClient(client);
const s3 = new S3Client(client);
const kms = new KMSClient(client);

/**
 * Proves the weights, imports them and waits, or deletes the model. An import outlasts a function: before its time is over the
 * handler fails without an answer, Lambda sends the event again, and the same request token finds the same job.
 */
export async function handler(event: CustomResourceEvent<Import>, context: LambdaContext): Promise<void> {
  const { ModelName, RoleArn, Weights, KeyArn, Tags } = event.ResourceProperties;
  const modelName = event.RequestType === 'Delete' ? (event.PhysicalResourceId ?? ModelName) : ModelName;
  await answering(event, context, modelName, async (signal): Promise<Data> => {
    const model = new ImportedModel(bedrock, modelName, () => context.getRemainingTimeInMillis(), signal);
    if (event.RequestType === 'Delete') {
      await model.remove();
      return {};
    }
    // Another model is another name, so this one was proved when it came in: only its tags can have changed.
    if (event.RequestType === 'Update' && event.PhysicalResourceId === modelName) {
      const there = await model.tag(Tags);
      if (there !== undefined) return { ModelArn: there };
    }
    const weights = new ApprovedWeights(s3, kms, Weights, signal);
    const versions = await weights.prove();
    // The versions are part of the token: what was written between two attempts is not taken for the job of before.
    const token = createHash('sha256').update(`${event.StackId} ${event.RequestId} ${versions}`).digest('hex');
    const ModelArn = await model.ensure(
      {
        jobName: `${modelName}-${token.slice(0, 8)}`,
        importedModelName: modelName,
        roleArn: RoleArn,
        modelDataSource: { s3DataSource: { s3Uri: `s3://${Weights.Bucket}/${Weights.Prefix}` } },
        importedModelKmsKeyId: KeyArn,
        jobTags: Tags,
        importedModelTags: Tags,
        clientRequestToken: token,
      },
      Tags,
    );
    // An import reads whatever lies there while it runs.
    const since = await weights.prove().catch((error: unknown) => {
      if (error instanceof Refused) return error.message;
      throw error;
    });
    if (since !== versions) {
      await model.remove();
      throw new Refused('they changed while they were imported; the model was deleted');
    }
    return { ModelArn };
  });
}
