import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import type { GatewayZone } from './zone.js';

/** The credential that a file of Envoy's holds, as the token provider is told to fetch it. */
export function credentialOf({ tokens }: GatewayZone, file: string): Credential | undefined {
  if (tokens === undefined || !file.startsWith(`${tokens.directory}/`) || !file.endsWith('.json')) return undefined;
  return tokens.credentials[file.slice(tokens.directory.length + 1, -'.json'.length)];
}

/** Addresses at which a credential is asked for. A proxy of the organisation's own, and what is asked through it, are judged with the topology. */
export function urlsIn(credential: Credential): string[] {
  const { stsEndpoint } = credential;
  switch (credential.kind) {
    case 'aws-secret':
      return [stsEndpoint, credential.secretsEndpoint];
    case 'google':
      return [stsEndpoint, credential.googleStsEndpoint, credential.iamCredentialsEndpoint];
    case 'google-secret':
      return [stsEndpoint, credential.googleStsEndpoint, credential.iamCredentialsEndpoint, credential.secretsEndpoint];
    case 'ibm':
      return [stsEndpoint, credential.secretsEndpoint, credential.tokenEndpoint];
    case 'databricks':
      return [stsEndpoint, credential.tokenEndpoint];
    case 'azure-secret':
      return [stsEndpoint, ...brokerOf(credential), credential.secret];
    case 'entra':
      return [stsEndpoint, ...brokerOf(credential)];
  }
}

function brokerOf({ through }: Extract<Credential, { kind: 'entra' | 'azure-secret' }>): string[] {
  return through.kind === 'function' ? [through.lambdaEndpoint] : [];
}
