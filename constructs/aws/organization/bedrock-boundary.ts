/** What principals of one account may do with Bedrock at most. */
export interface BedrockBoundaryProps {
  /** Partition of the ARNs, such as `aws`. */
  readonly partition: string;
  /** Every region where the account calls Bedrock or has it process; none forbids the service. */
  readonly regions: readonly string[];
  /** Patterns of the ARNs that may be invoked: models in their regions, profiles, imported models. */
  readonly invocable: readonly string[];
  /** Patterns that `bedrock:InferenceProfileArn` may match when a model is invoked. */
  readonly profiles: readonly string[];
  /** Values of `PutAccountDataRetention` that may be set. */
  readonly retention: readonly string[];
  /** ARN patterns of the roles that change profiles, imports and invocation logging. */
  readonly platformRoles: readonly string[];
}

const invoke = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** Service control policy: each statement denies. Operators that negate hold for an absent key too, which is meant wherever they stand. */
export function bedrockBoundary(props: BedrockBoundaryProps): object[] {
  const deny = (sid: string, actions: readonly string[], conditions?: object) => ({
    Sid: sid,
    Effect: 'Deny',
    Action: actions,
    Resource: '*',
    ...(conditions && { Condition: conditions }),
  });
  const always = [
    // Other ways to the same models, which no condition on InvokeModel sees; bearer tokens are keys that anybody can hold.
    deny('NoMantleNoApiKeys', ['bedrock-mantle:*', 'bedrock:CallWithBearerToken']),
    deny('NoBedrockServiceCreds', ['iam:CreateServiceSpecificCredential'], {
      StringEquals: { 'iam:ServiceSpecificCredentialServiceName': 'bedrock.amazonaws.com' },
    }),
  ];
  if (props.regions.length === 0) return [deny('NoBedrock', ['bedrock:*']), ...always];
  return [
    // A global profile calls in the region "unspecified", which is none of these.
    deny('BedrockRegions', ['bedrock:*'], { StringNotEquals: { 'aws:RequestedRegion': props.regions } }),
    {
      ...deny('ModelsOnlyThroughProfiles', invoke, { ArnNotLike: { 'bedrock:InferenceProfileArn': props.profiles } }),
      // Not on profiles themselves: whether the key is set when a profile is checked is unconfirmed.
      Resource: `arn:${props.partition}:bedrock:*::foundation-model/*`,
    },
    {
      Sid: 'ApprovedModelsOnly',
      Effect: 'Deny',
      // Batch jobs have no profile and write prompts to a bucket: no job is on the list.
      Action: [...invoke, 'bedrock:CreateModelInvocationJob'],
      NotResource: props.invocable,
    },
    deny(
      'PlatformOnly',
      [
        'bedrock:CreateInferenceProfile',
        'bedrock:CreateModelImportJob',
        'bedrock:DeleteInferenceProfile',
        'bedrock:DeleteModelInvocationLoggingConfiguration',
        'bedrock:PutModelInvocationLoggingConfiguration',
      ],
      { ArnNotLike: { 'aws:PrincipalArn': props.platformRoles } },
    ),
    deny('RetentionStays', ['bedrock:PutAccountDataRetention'], { StringNotEquals: { 'bedrock:DataRetentionMode': props.retention } }),
    ...always,
  ];
}
