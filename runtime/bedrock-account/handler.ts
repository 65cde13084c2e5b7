import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetAccountDataRetentionCommand,
  type LoggingConfig,
  PutAccountDataRetentionCommand,
  type PutAccountDataRetentionRequest,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { type CustomResourceEvent, respond } from './respond.js';

/** Properties of the custom resource; CloudFormation turns booleans into strings on the way. */
interface Settings {
  readonly Retention: NonNullable<PutAccountDataRetentionRequest['mode']>;
  /** JSON of `LoggingConfig`, or absent for no invocation logging. */
  readonly Logging?: string;
}

const bedrock = new BedrockClient({ maxAttempts: 8, retryMode: 'adaptive' });

/**
 * Sets Bedrock's data retention and invocation logging of one account in one region. Both are singletons, so the
 * physical id never changes and repeated events do the same again. Delete and roll-back lower no protection: retention
 * stays as it is, and logging stays off, because whoever removes this stack has not asked for prompts to be kept.
 */
export async function handler(event: CustomResourceEvent<Settings>): Promise<void> {
  const physicalId = `bedrock-account-settings-${event.StackId.split(':').slice(3, 5).reverse().join('-')}`;
  try {
    const data = event.RequestType === 'Delete' ? {} : await apply(event.ResourceProperties);
    await respond(event, { Status: 'SUCCESS', PhysicalResourceId: physicalId, Data: data });
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await respond(event, { Status: 'FAILED', PhysicalResourceId: physicalId, Reason: reason.slice(0, 1_000) });
  }
}

async function apply(settings: Settings): Promise<Record<string, string>> {
  // Retention first: if logging then fails, the account is at least not keeping prompts.
  await bedrock.send(new PutAccountDataRetentionCommand({ mode: settings.Retention }));
  if (settings.Logging === undefined) {
    await bedrock.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
  } else {
    const loggingConfig = JSON.parse(settings.Logging) as LoggingConfig;
    await bedrock.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }));
  }
  const { mode } = await bedrock.send(new GetAccountDataRetentionCommand({}));
  if (mode !== settings.Retention) throw new Error(`retention is ${mode} after setting ${settings.Retention}`);
  return { Retention: mode };
}
