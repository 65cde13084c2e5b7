import {
  BedrockClient,
  GetAccountDataRetentionCommand,
  type LoggingConfig,
  PutAccountDataRetentionCommand,
  type PutAccountDataRetentionRequest,
} from '@aws-sdk/client-bedrock';
import { SSMClient } from '@aws-sdk/client-ssm';
import { clientOptions, clientTimes } from '../clients.js';
import { answering, type CustomResourceEvent, type Data, type LambdaContext } from '../custom-resource/respond.js';
import { InvocationLogging } from './logging.js';

type Retention = NonNullable<PutAccountDataRetentionRequest['mode']>;

/** Properties of the custom resource; CloudFormation turns booleans into strings on the way. */
interface Settings {
  readonly Retention: Retention;
  /** JSON of `LoggingConfig` with the destination of metadata, or absent for no invocation logging. */
  readonly Logging?: string;
  /** Name of the parameter that keeps the logging configuration found before. */
  readonly EarlierLoggingParameter: string;
}

const client = { retryMode: 'adaptive', ...clientOptions(clientTimes['bedrock-account']) };
const bedrock = new BedrockClient(client);
const parameters = new SSMClient(client);

/**
 * Sets Bedrock's data retention and invocation logging of one account in one region. Both are singletons, so the
 * physical id never changes and repeated events do the same again. Retention only ever tightens: neither a deletion nor a
 * failure nor the roll-back of an update takes `none` away. A deletion gives back the log destination that was there.
 */
export async function handler(event: CustomResourceEvent<Settings>, context: LambdaContext): Promise<void> {
  const physicalId = `bedrock-account-settings-${event.StackId.split(':').slice(3, 5).reverse().join('-')}`;
  const { Retention, Logging, EarlierLoggingParameter } = event.ResourceProperties;
  await answering(event, context, physicalId, async (signal) => {
    const logging = new InvocationLogging(bedrock, parameters, EarlierLoggingParameter, signal);
    if (event.RequestType === 'Delete') {
      await logging.restore();
      return {};
    }
    // Retention first: if logging then fails, the account is at least not keeping prompts.
    const data = await tighten(Retention, signal);
    await logging.set(Logging === undefined ? undefined : (JSON.parse(Logging) as LoggingConfig));
    return data;
  });
}

async function tighten(wanted: Retention, abortSignal: AbortSignal): Promise<Data> {
  const current = async () => (await bedrock.send(new GetAccountDataRetentionCommand({}), { abortSignal })).mode;
  if (wanted === 'none' || (await current()) !== 'none') {
    await bedrock.send(new PutAccountDataRetentionCommand({ mode: wanted }), { abortSignal });
  }
  const mode = await current();
  if (mode !== wanted && mode !== 'none') throw new Error(`retention is ${mode} after setting ${wanted}`);
  return { Retention: mode };
}
