import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { SourceDocument } from './document.js';
import { certificateExample } from './schema/gateway.js';
import { certificate, day, digestExample, httpsUrl, id, manifestDigest, oidcIssuer, pinnedImage, region, text } from './schema/primitives.js';
import { validate } from './validate.js';

/** The page that explains each value. */
const outputsPage = 'docs/outputs.md';

/** Each value exists once its stack is deployed. */
const unknown = 'not known yet: `state/unbound` names the stack to deploy';

/** One deployment of a Vertex AI endpoint, and the way to it while it is private. */
const vertexDeployment = z.strictObject({
  endpointId: z
    .string()
    .regex(/^\d+$/, 'a numeric endpoint id, in quotes')
    .optional()
    .meta({ description: 'Number of the endpoint.', absent: unknown, examples: ['4827163950182736450'] }),
  endpointDns: text.optional().meta({
    description: 'Name of a dedicated endpoint.',
    absent: unknown,
    examples: ['4827163950182736450.europe-west4-481920375566.prediction.vertexai.goog'],
  }),
  pscAddress: z
    .ipv4('an IPv4 address')
    .optional()
    .meta({ description: 'Address of its Private Service Connect endpoint in the network of the host.', absent: unknown, examples: ['10.80.0.5'] }),
});

const hostOutputs = z.strictObject({
  profiles: z
    .record(id.meta({ examples: ['variable'] }), z.string().regex(/^arn:.+:application-inference-profile\/.+$/, 'the ARN of an application inference profile'))
    .optional()
    .meta({
      description: 'Bedrock: application inference profile of each workload.',
      absent: unknown,
      examples: [{ variable: 'arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/a1b2c3d4e5f6' }],
    }),
  guardrail: z
    .strictObject({
      id: text.meta({ description: 'Id of the guardrail.', examples: ['gr1abc2def3g'] }),
      version: z
        .string()
        .regex(/^\d+$/, 'a published version, in quotes')
        .meta({ description: 'Version that calls name.', examples: ['3'] }),
      definition: z
        .string()
        .regex(/^[0-9a-f]{12}$/, 'twelve hex digits')
        .meta({ description: 'Digest of what that version holds. Another one in the output is a new version.', examples: ['0a1b2c3d4e5f'] }),
    })
    .optional()
    .meta({ description: 'Bedrock: the guardrail that calls name.', absent: unknown }),
  modelArn: z
    .string()
    .regex(/^arn:.+:imported-model\/.+$/, 'the ARN of an imported model')
    .optional()
    .meta({
      description: 'Custom Model Import: what is called.',
      absent: unknown,
      examples: ['arn:aws:bedrock:eu-central-1:111122223333:imported-model/a1b2c3d4e5f6'],
    }),
  deployments: z
    .strictObject({
      blue: vertexDeployment.optional().meta({ description: 'The deployment in the slot blue.', absent: unknown }),
      green: vertexDeployment.optional().meta({ description: 'The deployment in the slot green.', absent: unknown }),
    })
    .optional()
    .meta({ description: 'Vertex AI: deployments by slot.', absent: unknown }),
  servingConfig: z
    .string()
    .regex(/^projects\/.+\/servingConfigs\/.+$/, 'the name of a serving config')
    .optional()
    .meta({
      description: 'Vertex AI Search: what the gateway asks for documents.',
      absent: unknown,
      examples: ['projects/481920375566/locations/eu/collections/default_collection/engines/manuals/servingConfigs/default_search'],
    }),
  searchHost: text.optional().meta({ description: 'Vertex AI Search: where it asks.', absent: unknown, examples: ['eu-discoveryengine.googleapis.com'] }),
  groundingConfig: z
    .string()
    .regex(/^projects\/.+\/groundingConfigs\/.+$/, 'the name of a grounding config')
    .optional()
    .meta({
      description: 'Vertex AI Search: what checks an answer against documents.',
      absent: unknown,
      examples: ['projects/481920375566/locations/eu/groundingConfigs/default_grounding_config'],
    }),
  importBucket: text
    .optional()
    .meta({ description: 'Vertex AI Search: bucket that documents are put into.', absent: unknown, examples: ['acme-manuals-import'] }),
  modelArmorTemplate: z
    .string()
    .regex(/^projects\/.+\/templates\/.+$/, 'the name of a template')
    .optional()
    .meta({
      description: 'Model Armor: template that prompts and answers are screened by.',
      absent: unknown,
      examples: ['projects/acme-llama-grounded/locations/europe-west4/templates/acme-grounding'],
    }),
  modelArmorHost: text
    .optional()
    .meta({ description: 'Model Armor: where the gateway asks.', absent: unknown, examples: ['modelarmor.europe-west4.rep.googleapis.com'] }),
  apiKeySecret: z
    .string()
    .regex(/^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/, 'the ARN of a secret')
    .optional()
    .meta({
      description: 'Fleets on AWS: secret that holds the API key. The key itself is in no file.',
      absent: unknown,
      examples: ['arn:aws:secretsmanager:eu-north-1:111122223333:secret:ApiKeyF9DDEE66-a1B2c3'],
    }),
  certificate: certificate.optional().meta({
    description:
      'Private Vertex AI endpoints: the self-signed certificate that they show, read from inside the network (docs/operations.md#deploy-time-values).',
    absent: unknown,
    examples: [certificateExample],
  }),
  endpoint: httpsUrl
    .optional()
    .meta({ description: 'Foundry: address of the account.', absent: unknown, examples: ['https://dev-foundry.services.ai.azure.com'] }),
  deployment: text.optional().meta({ description: 'Foundry: name of the deployment.', absent: unknown, examples: ['dev-foundry-deployment'] }),
  clientIds: z
    .record(id.meta({ examples: ['development'] }), z.guid('a UUID'))
    .optional()
    .meta({
      description: 'Foundry: client id of the identity that the gateway takes, by workload.',
      absent: unknown,
      examples: [{ development: '7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90' }],
    }),
});

/** What the gateway of a workload is on Google, and what its AWS proof must be made for. */
const googleIdentity = z.strictObject({
  serviceAccount: z
    .email('the e-mail address of a service account')
    .optional()
    .meta({ description: 'Account that the gateway takes.', absent: unknown, examples: ['llama-acme-grounded@acme-llama-grounded.iam.gserviceaccount.com'] }),
  audience: text.optional().meta({
    description: 'Provider that the proof of its role on AWS is made for.',
    absent: unknown,
    examples: ['https://iam.googleapis.com/projects/481920375566/locations/global/workloadIdentityPools/acme-gateway/providers/aws-prod'],
  }),
});

/** Of a key that only documentation has: nobody has its private half. */
const publicKeyExample = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDSG59icPXj5Nlp5bT1kqDAs4mSWXM/19XdRIFw+55yxId+Tj4DVDwfleRO6Np+FXD2GCosb6fLzVYDkW+OwjRQ==';
/** ECDSA on P-256 alone: what the key of the job is. */
const publicKey = z.string().refine((text) => isVerifyingKey(text), 'a public key of ECDSA on P-256, DER in Base64');
const signature = z
  .string()
  .regex(/^[A-Za-z0-9+/]{64,104}={0,2}$/, 'a signature in Base64')
  .meta({ examples: [`MEUCIQ${'D'.repeat(90)}`] });

function isVerifyingKey(text: string): boolean {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** Images that a registry was seen to hold, each by its digest and with the tag that says its version. */
const gatewayImages = z.strictObject({
  envoy: pinnedImage.meta({ description: 'Envoy, distroless.', examples: [`llama-gateway/envoy:distroless-v1.40.0@sha256:${digestExample}`] }),
  processes: pinnedImage.meta({ description: 'The programs beside it.', examples: [`llama-gateway/processes:1.0.0@sha256:${digestExample}`] }),
  recordedOn: z
    .strictObject({
      envoy: day.meta({ description: 'Of Envoy.', examples: ['2026-11-30'] }),
      processes: day.meta({ description: 'Of the programs.', examples: ['2026-11-30'] }),
    })
    .optional()
    .meta({ description: 'Day on which each digest was first recorded.', absent: 'a finding of `supply-chain/image-age`' }),
  signed: z
    .strictObject({
      key: publicKey.meta({ description: 'Public half of the key: SubjectPublicKeyInfo, DER in Base64.', examples: [publicKeyExample] }),
      envoy: signature.meta({ description: 'Of Envoy.' }),
      processes: signature.meta({ description: 'Of the programs.' }),
    })
    .optional()
    .meta({
      description: 'Signatures that the job of `gateway.images` made, and the key that they are by.',
      absent: 'with that job, a finding of `supply-chain/gateway-image`',
    }),
});

export const outputsSchema = z.strictObject({
  issuers: z
    .record(id.meta({ examples: ['prod'] }), oidcIssuer)
    .optional()
    .meta({
      description: 'Issuer of the outbound identity federation of each AWS account, by alias; `accounts.aws.<id>.oidcIssuer` goes before it.',
      absent: unknown,
      examples: [{ prod: 'https://7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90.tokens.sts.global.api.aws' }],
    }),
  identities: z
    .record(id.meta({ examples: ['search'] }), z.record(id.meta({ examples: ['grounded'] }), googleIdentity))
    .optional()
    .meta({ description: 'What the gateway is on Google, by alias of the project, then workload.', absent: unknown }),
  hosts: z
    .record(id.meta({ examples: ['eu-fleet'] }), hostOutputs)
    .optional()
    .meta({ description: 'What calls of each host need, by its id.', absent: unknown }),
  gateway: z
    .strictObject({
      images: z.record(id.meta({ examples: ['prod'] }), z.record(region, gatewayImages)).meta({
        description: 'Images of the tasks, by alias of the account and region of the registry.',
        examples: [
          {
            prod: {
              'eu-north-1': {
                envoy: `llama-gateway/envoy:distroless-v1.40.0@sha256:${digestExample}`,
                processes: `llama-gateway/processes:1.0.0@sha256:${digestExample}`,
              },
            },
          },
        ],
      }),
    })
    .optional()
    .meta({ description: 'What the tasks of gateways run.', absent: 'no gateway is deployed' }),
  weights: z
    .record(id.meta({ examples: ['prod'] }), z.record(region, z.record(id.meta({ examples: ['llama70'] }), manifestDigest)))
    .optional()
    .meta({
      description:
        'Digest of the signed manifest that a weights bucket was seen to hold, by alias of the account, region and model. `blueprint weights record` writes it.',
      absent: 'a host that serves the model gets no capacity and no fleet',
      examples: [{ prod: { 'eu-north-1': { llama70: `sha256:${digestExample}` } } }],
    }),
});

/** Deploy-time values, committed beside the topology because no synth may look anything up. */
export type Outputs = z.infer<typeof outputsSchema>;

export function readOutputs(document: SourceDocument): Outputs {
  return validate(outputsSchema, document, outputsPage);
}
