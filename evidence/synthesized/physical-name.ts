import type { Resource } from './stack.js';

/** Where types say their name that call it otherwise than themselves. */
const otherwise: Readonly<Record<string, string>> = {
  'AWS::Bedrock::ApplicationInferenceProfile': 'InferenceProfileName',
  'Custom::BedrockImportedModel': 'ModelName',
};

/** The name that a resource has in its cloud; undefined where the cloud gives one. */
export function physicalName({ type, properties, stack }: Resource): string | undefined {
  const keys = stack.app === 'aws' ? [otherwise[type] ?? `${type.split('::').at(-1)}Name`, 'Name'] : ['name'];
  const name = keys.map((key) => properties[key]).find((value) => value !== undefined);
  return typeof name === 'string' && !name.includes('${') ? name : undefined;
}
