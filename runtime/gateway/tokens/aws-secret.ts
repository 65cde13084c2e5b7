import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../aws/client-options.js';
import type { Credentials } from '../aws/kept-credentials.js';
import { regionOfArn } from '../aws/region-of-arn.js';
import type { Credential } from '../forms/tokens.js';
import { type Fetch, usable } from './fetched.js';

/** The API key of a fleet on AWS, whose secret may be in another region than the gateway. */
export function awsSecret({ secret, secretsEndpoint }: Extract<Credential, { kind: 'aws-secret' }>, credentials: () => Promise<Credentials>): Fetch {
  const client = new SecretsManagerClient(clientOptions({ region: regionOfArn(secret), endpoint: secretsEndpoint }, credentials, { connect: 3, request: 10 }));
  return async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
    return { value: usable(SecretString, 'secretsmanager'), expires: 'none' };
  };
}
