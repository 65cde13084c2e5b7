import { z } from 'zod';
import type { Cloud } from '../../clouds/cloud.js';
import { bedrock, bedrockImport } from './bedrock.js';
import { azureFoundry, databricks, watsonx, workersAi } from './other-hosts.js';
import { entities } from './primitives.js';
import { selfHosted } from './self-hosted.js';
import { vertexEndpoint, vertexMaas } from './vertex.js';

const host = z.discriminatedUnion('kind', [selfHosted, bedrock, bedrockImport, vertexEndpoint, vertexMaas, azureFoundry, databricks, watsonx, workersAi]);

/** Places that serve a model. */
export const hosts = entities(host);
export type Host = z.infer<typeof host>;
export type HostKind = Host['kind'];

/** The cloud whose account a host's `account` names. */
export function cloudOf(host: Host): Cloud {
  switch (host.kind) {
    case 'self-hosted':
      return host.cloud;
    case 'bedrock':
    case 'bedrock-import':
      return 'aws';
    case 'vertex-endpoint':
    case 'vertex-maas':
      return 'google';
    case 'azure-foundry':
      return 'azure';
    case 'workers-ai':
      return 'cloudflare';
    default:
      return host.kind;
  }
}
