import { z } from 'zod';
import type { SourceDocument } from './document.js';
import { certificate, httpsUrl, id, manifestDigest, oidcIssuer, pinnedImage, text } from './schema/primitives.js';
import { validate } from './validate.js';

/** One deployment of a Vertex AI endpoint, and the way to it while it is private. */
const vertexDeployment = z.strictObject({
  endpointId: z.string().regex(/^\d+$/, 'a numeric endpoint id, in quotes').optional(),
  endpointDns: text.optional(),
  pscAddress: z.ipv4('an IPv4 address').optional(),
});

const hostOutputs = z.strictObject({
  /** Bedrock: application inference profile ARN by workload. */
  profiles: z.record(id, z.string().regex(/^arn:.+:application-inference-profile\/.+$/, 'the ARN of an application inference profile')).optional(),
  /** Bedrock: the guardrail that calls name, and the digest of what its version holds. */
  guardrail: z
    .strictObject({
      id: text,
      version: z.string().regex(/^\d+$/, 'a published version, in quotes'),
      definition: z.string().regex(/^[0-9a-f]{12}$/, 'twelve hex digits'),
    })
    .optional(),
  /** Bedrock Custom Model Import: what is invoked. */
  modelArn: z
    .string()
    .regex(/^arn:.+:imported-model\/.+$/, 'the ARN of an imported model')
    .optional(),
  /** Vertex AI: by slot. */
  deployments: z.strictObject({ blue: vertexDeployment.optional(), green: vertexDeployment.optional() }).optional(),
  /** Vertex AI Search: what to ask, where, and where its documents come in. */
  servingConfig: z
    .string()
    .regex(/^projects\/.+\/servingConfigs\/.+$/, 'the name of a serving config')
    .optional(),
  searchHost: text.optional(),
  groundingConfig: z
    .string()
    .regex(/^projects\/.+\/groundingConfigs\/.+$/, 'the name of a grounding config')
    .optional(),
  importBucket: text.optional(),
  modelArmorTemplate: z
    .string()
    .regex(/^projects\/.+\/templates\/.+$/, 'the name of a template')
    .optional(),
  modelArmorHost: text.optional(),
  /** Fleets on AWS: ARN of the secret that holds the API key. */
  apiKeySecret: z
    .string()
    .regex(/^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/, 'the ARN of a secret')
    .optional(),
  /** Private Vertex AI endpoints: the certificate that they show, which is self-signed. */
  certificate: certificate.optional(),
  /** Foundry: address, name of the deployment, and the identity of the gateway by workload. */
  endpoint: httpsUrl.optional(),
  deployment: text.optional(),
  clientIds: z.record(id, z.guid('a UUID')).optional(),
});

/** What the gateway of a workload is on Google, and what its AWS proof must be made for. */
const googleIdentity = z.strictObject({ serviceAccount: z.email('the e-mail address of a service account').optional(), audience: text.optional() });

/** Images that a registry was seen to hold, each by its digest and with the tag that says its version. */
const gatewayImages = z.strictObject({ envoy: pinnedImage, processes: pinnedImage });

const outputsSchema = z.strictObject({
  /** Issuers of outbound identity federation, by AWS account. */
  issuers: z.record(id, oidcIssuer).optional(),
  /** By Google account, then workload. */
  identities: z.record(id, z.record(id, googleIdentity)).optional(),
  hosts: z.record(id, hostOutputs).optional(),
  /** What the tasks of gateways run: by account and region of the registry. */
  gateway: z.strictObject({ images: z.record(id, z.record(text, gatewayImages)) }).optional(),
  /** Digest of the signed manifest that the weights bucket was seen to hold: by account, region and model. */
  weights: z.record(id, z.record(text, z.record(id, manifestDigest))).optional(),
});

/** Deploy-time values, committed beside the topology because no synth may look anything up. */
export type Outputs = z.infer<typeof outputsSchema>;

export function readOutputs(document: SourceDocument): Outputs {
  return validate(outputsSchema, document);
}
