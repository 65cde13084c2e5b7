import type { Host } from '../../hosts/schemas.js';

/** A domain that has to resolve across the link to a host, and what for. */
export interface NeededDomain {
  readonly domain: string;
  readonly use: string;
}

const tokens = 'sts and iamcredentials, where tokens come from,';

/** Domains that the gateway resolves on the far side of a link to use a host. */
export function neededDomains(host: Host): NeededDomain[] {
  switch (host.kind) {
    case 'bedrock':
    case 'bedrock-import':
      return [{ domain: `bedrock-runtime.${host.region}.amazonaws.com`, use: 'the Bedrock endpoint of its region' }];
    case 'vertex-endpoint':
      return [
        host.endpoint === 'private-psc'
          ? // Not `prediction.vertexai.goog`, which is the public dedicated form: https://docs.cloud.google.com/vertex-ai/docs/predictions/private-service-connect
            { domain: 'prediction.p.vertexai.goog', use: 'private dedicated endpoints' }
          : { domain: 'prediction.vertexai.goog', use: 'public dedicated endpoints' },
        // Every call starts with a token: sts exchanges AWS's proof, iamcredentials lends the service account's.
        { domain: 'googleapis.com', use: host.search === undefined ? tokens : `${tokens} and Vertex AI Search` },
      ];
    case 'vertex-maas':
      return [{ domain: 'googleapis.com', use: `${tokens} and managed models` }];
    case 'self-hosted':
      return host.cloud === 'google'
        ? [
            { domain: host.endpoint.hostname, use: 'the load balancer of its nodes' },
            { domain: 'googleapis.com', use: `${tokens} and Secret Manager, where its API key lies` },
          ]
        : [];
    case 'azure-foundry':
      return [{ domain: 'services.ai.azure.com', use: 'the Foundry account' }];
    default:
      return [];
  }
}

/** Whether DNS forwarding of some domains answers for one: the domain itself or a parent of it is forwarded. */
export function resolves(forwarded: readonly string[], domain: string): boolean {
  return forwarded.some((parent) => domain === parent || domain.endsWith(`.${parent}`));
}
