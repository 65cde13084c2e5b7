import {
  type BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
  type LoggingConfig,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

const noContent = {
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
  videoDataDeliveryEnabled: false,
  audioDataDeliveryEnabled: false,
} satisfies LoggingConfig;

/** Text of the parameter for an account that had no logging; Parameter Store keeps no empty values. */
const none = 'none';

/** Invocation logging of one account and region, and the configuration that stood there before, kept in a parameter. */
export class InvocationLogging {
  constructor(
    private readonly bedrock: BedrockClient,
    private readonly parameters: SSMClient,
    private readonly parameterName: string,
    private readonly abortSignal: AbortSignal,
  ) {}

  /** Logs metadata to a destination, or nothing. What stood before is kept first, and only the first time. */
  async set(wanted: LoggingConfig | undefined): Promise<void> {
    await this.keepEarlier();
    await this.put(wanted);
  }

  /**
   * Puts the earlier destination back. Content delivery stays off: a deletion may be the roll-back of a failed creation,
   * and neither has asked for prompts to be kept. Without a kept configuration nothing was changed, or all is restored.
   */
  async restore(): Promise<void> {
    const earlier = await this.earlier();
    if (earlier === undefined) return;
    await this.put(earlier === none ? undefined : (JSON.parse(earlier) as LoggingConfig));
    await this.parameters.send(new DeleteParameterCommand({ Name: this.parameterName }), this.options).catch(unless('ParameterNotFound'));
  }

  private async put(config: LoggingConfig | undefined): Promise<void> {
    if (config === undefined) {
      await this.bedrock.send(new DeleteModelInvocationLoggingConfigurationCommand({}), this.options);
    } else {
      const loggingConfig = { ...config, ...noContent };
      await this.bedrock.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }), this.options);
    }
  }

  /** Never overwrites: a repeated event would otherwise keep our own configuration as the earlier one. */
  private async keepEarlier(): Promise<void> {
    if ((await this.earlier()) !== undefined) return;
    const { loggingConfig } = await this.bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}), this.options);
    const Value = loggingConfig === undefined || Object.keys(loggingConfig).length === 0 ? none : JSON.stringify(loggingConfig);
    const Description = 'Invocation logging of Bedrock as it was before this stack set it';
    await this.parameters
      .send(new PutParameterCommand({ Name: this.parameterName, Description, Type: 'String', Value, Overwrite: false }), this.options)
      .catch(unless('ParameterAlreadyExists'));
  }

  private async earlier(): Promise<string | undefined> {
    const found = await this.parameters.send(new GetParameterCommand({ Name: this.parameterName }), this.options).catch(unless('ParameterNotFound'));
    return found?.Parameter?.Value;
  }

  private get options() {
    return { abortSignal: this.abortSignal };
  }
}

function unless(name: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  };
}
