import { z } from 'zod';
import { proxyUrl, secureUrl, serviceUrl } from './service-url.js';

/**
 * What the token provider of a zone is given: `tokens.json`. It fetches credentials, renews them before they end and writes each, by renaming,
 * into a file that Envoy watches. Nothing else holds them.
 */

const name = z.string().min(1).max(2048);

/** The workload role that a credential is fetched as, and where. Endpoints are named, so that no environment variable decides them. */
const caller = { role: name, region: name, stsEndpoint: serviceUrl };

/** Proof of the role for another cloud: a token that AWS signs, or a signed request. */
const proof = z.enum(['web-identity', 'signed-request']);

const google = {
  ...caller,
  proof,
  /** Of the workload identity provider. */
  audience: name,
  googleStsEndpoint: serviceUrl,
  /** Whom the federated identity acts as, and where that is asked for. */
  serviceAccount: name,
  iamCredentialsEndpoint: serviceUrl,
};

/** How Microsoft Entra is asked: it has no private endpoint, so by a broker that carries no prompt, or over a proxy. */
const entra = {
  ...caller,
  audience: name,
  tenant: name,
  clientId: name,
  scope: name,
  through: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('function'), arn: name, lambdaEndpoint: serviceUrl }),
    z.strictObject({ kind: z.literal('proxy'), proxy: proxyUrl, tokenEndpoint: secureUrl }),
  ]),
};

const credentialForm = z.discriminatedUnion('kind', [
  /** API key of a fleet on AWS. */
  z.strictObject({ kind: z.literal('aws-secret'), ...caller, secretsEndpoint: serviceUrl, secret: name }),
  /** Access token of a service account. */
  z.strictObject({ kind: z.literal('google'), ...google }),
  /** API key of a fleet on Google, read with such a token. */
  z.strictObject({ kind: z.literal('google-secret'), ...google, secretsEndpoint: serviceUrl, secret: name }),
  /** Access token of Microsoft Entra. */
  z.strictObject({ kind: z.literal('entra'), ...entra }),
  /** API key of a fleet on Azure, read with such a token from a vault. `secret`: its address there, without a version. */
  z.strictObject({ kind: z.literal('azure-secret'), ...entra, secret: secureUrl }),
  /** Access token of a trusted profile of IBM Cloud, for the API key of a service ID that may take it. */
  z.strictObject({
    kind: z.literal('ibm'),
    ...caller,
    secretsEndpoint: serviceUrl,
    secret: name,
    account: name,
    profile: name,
    tokenEndpoint: secureUrl,
    /** A proxy that TLS passes through, and the file of who issued its certificate; without one everybody's authorities. */
    through: z.strictObject({ proxy: proxyUrl, authority: name.optional() }).optional(),
  }),
  /** Access token of a service principal of Databricks, which its workspace exchanges for AWS's own. */
  z.strictObject({ kind: z.literal('databricks'), ...caller, audience: name, clientId: name, tokenEndpoint: secureUrl }),
]);

export const tokensForm = z.strictObject({
  version: z.literal(1),
  topology: name,
  zone: name,
  /** Where ECS hands out the credentials of the task; the path of this task's is in its environment. */
  taskCredentials: serviceUrl,
  /** Directory of Envoy's secret files; `<name>.json` each. */
  directory: name,
  /** Directory of the certificate that the gateway itself shows to its load balancer, made at each start. */
  certificate: name,
  credentials: z.record(name, credentialForm),
});

export type TokensFile = z.infer<typeof tokensForm>;
export type Credential = z.infer<typeof credentialForm>;
