/** What a stack may be a case of, as its name says; in the order in which the tables of the order list them. */
export const stackKinds = [
  'aws-identity',
  'aws-network',
  'aws-token-broker',
  'aws-account',
  'aws-lifecycle',
  'aws-weights-ingest',
  'aws-weights',
  'aws-capacity',
  'aws-fleet',
  'aws-bedrock',
  'aws-bedrock-import',
  'aws-images',
  'aws-gateway',
  'aws-finance',
  'aws-billing',
  'aws-allocated-cost',
  'aws-extension',
  'aws-organization',
  'google-foundation',
  'google-search',
  'google-vertex',
  'google-weights',
  'google-capacity',
  'google-fleet',
  'google-extension',
  'azure-account',
  'azure-network',
  'azure-weights',
  'azure-fleet',
  'azure-foundry',
  'azure-finance',
  'azure-extension',
  'databricks-account',
  'databricks-serving',
  'watsonx-runtime',
  'cloudflare-workers-ai',
] as const;

export type StackKind = (typeof stackKinds)[number];

/** Name of a stack within its account: its kind, then what tells it from others of its kind. */
export type StackParts = readonly [kind: StackKind, ...parts: string[]];
