import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, type FunctionOptions, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import { EncryptedLogGroup } from '../storage/encrypted-log-group.js';

export interface BundledFunctionProps
  extends Pick<FunctionOptions, 'environment' | 'functionName' | 'maxEventAge' | 'memorySize' | 'reservedConcurrentExecutions' | 'retryAttempts'> {
  /** What the function does. */
  readonly description: string;
  /** Directory of the bundled handler. */
  readonly handlerDirectory: string;
  /** Encrypts the function's logs. */
  readonly key: LentKey;
  /** Id of the log group in the scope. */
  readonly logs: 'FunctionLogs' | 'Logs';
  /** What the function may do beyond writing its own logs. */
  readonly statements: readonly PolicyStatement[];
  /** Longest run. */
  readonly timeout: Duration;
}

/** A handler of `runtime/` with a role of its own, never twice at a time unless the caller says how often. Callers that invoke it at deployment depend on `rights`. */
export function bundledFunction(scope: Construct, props: BundledFunctionProps): { readonly handler: LambdaFunction; readonly rights: ManagedPolicy } {
  const { description, handlerDirectory, key, logs, statements, ...options } = props;
  const { account, partition, region } = Stack.of(scope);
  const logGroup = new EncryptedLogGroup(scope, logs, { key });
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const rights = new ManagedPolicy(scope, 'Policy', {
    roles: [role],
    statements: [
      ...statements,
      new PolicyStatement({
        sid: 'OwnLogs',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroup.logGroupName}:log-stream:*`],
      }),
    ],
  });
  const handler = new LambdaFunction(scope, 'Function', {
    description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(handlerDirectory),
    role,
    logGroup,
    memorySize: 256,
    reservedConcurrentExecutions: 1,
    ...options,
  });
  return { handler, rights };
}
