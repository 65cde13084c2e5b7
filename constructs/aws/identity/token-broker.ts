import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key.js';
import { bundledFunction } from '../functions/bundled-function.js';

export interface TokenBrokerProps {
  /** Name that the gateway and its rights find it by. */
  readonly functionName: string;
  /** Directory of the bundled handler. */
  readonly handlerDirectory: string;
  /** Base URL of Microsoft Entra. */
  readonly authority: string;
  /** Applications and scopes that it asks for, and no others. */
  readonly allowed: readonly { readonly tenant: string; readonly clientId: string; readonly scope: string }[];
}

/** A function without a network of ours, which fetches tokens of Microsoft Entra for gateways whose networks have no way out. No prompt reaches it. */
export class TokenBroker extends Construct {
  constructor(scope: Construct, id: string, props: TokenBrokerProps) {
    super(scope, id);
    const { functionName, handlerDirectory, authority, allowed } = props;
    bundledFunction(this, {
      functionName,
      description: 'Fetches tokens of Microsoft Entra for the gateway',
      handlerDirectory,
      key: new EncryptionKey(this, 'Key', { description: 'Logs of the token broker', forLogs: true }),
      logs: 'Logs',
      statements: [],
      timeout: Duration.seconds(12),
      environment: { AUTHORITY: authority, ALLOWED: JSON.stringify(allowed) },
      // Tasks of all zones ask at their start; each waits and asks again when it is told to.
      reservedConcurrentExecutions: 10,
    });
  }
}
