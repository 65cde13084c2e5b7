import type { Json } from '../support/documents.js';
import type { Templates } from './expectations.js';
import type { AssemblyStack } from './tools.js';

/** What an account holds of Bedrock in a region, by its own API. */
interface Bedrock {
  readonly retention: string;
  readonly logging: { readonly cloudWatchConfig?: { readonly logGroupName?: string }; readonly [delivery: `${string}Enabled`]: boolean } | null;
  readonly models: readonly string[];
}

/** Asks for a region's Bedrock in one account; `prepare` sets what was there before anything was deployed. */
export type AskBedrock = (mode: 'prepare' | 'bedrock', account: string, region: string) => Bedrock;

const earlier = 'earlier-invocations';

/** Stacks whose functions set or import something in Bedrock. */
function owners(templates: Templates, stacks: readonly AssemblyStack[]): AssemblyStack[] {
  return stacks.filter(({ name }) => Object.values<Json>(templates[name].Resources).some(({ Type }) => Type.startsWith('Custom::Bedrock')));
}

/** Somebody logs prompts to a log group of theirs in every region that a function will set. */
export function prepareBedrock(templates: Templates, stacks: readonly AssemblyStack[], ask: AskBedrock): void {
  for (const { account, region } of owners(templates, stacks)) ask('prepare', account, region);
}

/** Once the stacks are gone: the log that was there is back without prompts, retention is as tight as it was made, and no model is left. */
export function leftInBedrock(templates: Templates, stacks: readonly AssemblyStack[], ask: AskBedrock): string[] {
  return owners(templates, stacks).flatMap(({ name, account, region }) => {
    const { retention, logging, models } = ask('bedrock', account, region);
    const settings = Object.values<Json>(templates[name].Resources).find(({ Type }) => Type === 'Custom::BedrockAccountSettings');
    const delivered = Object.entries(logging ?? {}).filter(([key, value]) => key.endsWith('DeliveryEnabled') && value === true);
    return [
      ...(settings !== undefined && retention !== settings.Properties.Retention ? [`deploy: ${name} left retention at ${retention}`] : []),
      ...(logging?.cloudWatchConfig?.logGroupName === earlier ? [] : [`deploy: ${name} did not give the earlier invocation log back`]),
      ...delivered.map(([key]) => `deploy: ${name} gave the earlier invocation log back with ${key}`),
      ...models.map((model) => `deploy: ${name} left the imported model ${model}`),
    ];
  });
}
