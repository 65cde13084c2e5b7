/** How a guardrail of the management account is enforced in one region. */
export interface GuardrailEnforcement {
  /** ARN and version. */
  readonly guardrail: string;
  /**
   * Bedrock model ids.
   * @default - every model
   */
  readonly models?: readonly string[] | undefined;
  /** Bedrock model ids that it is not enforced on. */
  readonly exceptModels: readonly string[];
  /** What it judges of system prompts: what callers mark, or all. */
  readonly system: 'selective' | 'comprehensive';
  /** What it judges of messages: what callers mark, or all. */
  readonly messages: 'selective' | 'comprehensive';
}

/** Content of a `BEDROCK_POLICY`, by region of the call. */
export function guardrailEnforcement(byRegion: Readonly<Record<string, GuardrailEnforcement>>): object {
  const configurations = Object.entries(byRegion).map(([region, { guardrail, models = ['ALL'], exceptModels, system, messages }]) => [
    region,
    {
      config_1: {
        identifier: assign(guardrail),
        selective_content_guarding: { system: assign(system), messages: assign(messages) },
        model_enforcement: { included_models: assign(models), excluded_models: assign(exceptModels) },
      },
    },
  ]);
  return { bedrock: { guardrail_inference: Object.fromEntries(configurations) } };
}

const assign = (value: unknown) => ({ '@@assign': value });
