import type { Credential } from '../forms/tokens.js';
import { awsSecret } from './aws-secret.js';
import type { Callers } from './caller.js';
import { databricksToken } from './databricks.js';
import { azureSecret, entraToken } from './entra.js';
import type { Fetch } from './fetched.js';
import { googleSecret, googleToken } from './google.js';
import { ibmToken } from './ibm.js';

/** How a credential is fetched. */
export function fetchOf(credential: Credential, callers: Callers): Fetch {
  const credentials = callers.credentialsOf(credential);
  switch (credential.kind) {
    case 'aws-secret':
      return awsSecret(credential, credentials);
    case 'google':
      return googleToken(credential, credentials);
    case 'google-secret':
      return googleSecret(credential, credentials);
    case 'entra':
      return entraToken(credential, credentials);
    case 'azure-secret':
      return azureSecret(credential, credentials);
    case 'ibm':
      return ibmToken(credential, credentials);
    case 'databricks':
      return databricksToken(credential, credentials);
  }
}
