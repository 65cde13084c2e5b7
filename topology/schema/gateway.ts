import { z } from 'zod';
import { callerTokens } from './caller-tokens.js';
import { publicAuthority } from './fleet.js';
import { gatewayImagesJob } from './gateway-images.js';
import { authorityCertificate, cidr, domain, entities, googlePrincipal, id, roleArn } from './primitives.js';
import { frontCertificate, recordZone } from './private-front.js';

/** How many tasks of the gateway run. Caps of background workloads are divided by the most, so that all tasks together keep them. */
const tasks = z
  .strictObject({
    min: z
      .int()
      .min(2)
      .max(100)
      .meta({
        description: 'Tasks that always run, in two availability zones: two or more, so that one can be replaced.',
        unit: 'tasks',
        examples: [2],
      }),
    max: z
      .int()
      .min(2)
      .max(100)
      .meta({
        description: 'Most tasks that scaling may start. A cap of a background workload is its share of a fleet divided by this.',
        unit: 'tasks',
        examples: [6],
      }),
  })
  .refine(({ min, max }) => min <= max, 'min at most as large as max');

/** Name and certificate of the gateway's load balancer: each made here or taken as it is. */
const endpoint = z.strictObject({
  hostname: domain.meta({
    description: 'Name that applications call the gateway by; its certificate is for this name.',
    examples: ['llm.eu.acme.internal'],
  }),
  zone: recordZone(
    'Private hosted zone that gets the record of `hostname`: a key of existing.dnsZones, or `made` for one of this name alone, which the network of the gateway sees.',
  ),
  ...frontCertificate,
  callers: z
    .array(cidr)
    .min(1)
    .max(20)
    .meta({
      description: 'Private ranges that applications call from, by HTTPS. Nothing else reaches the load balancer of the gateway.',
      examples: [['10.40.0.0/16']],
    }),
});

const zone = z.strictObject({
  network: id.meta({ description: 'Network on AWS where the gateway of the zone is: prompts pass through it, so it must stay inside.', examples: ['eu'] }),
  tasks: tasks
    .optional()
    .meta({ description: 'Engine envoy, and needed there: how many tasks of the gateway run.', absent: 'a gateway of yours, of which nothing runs here' }),
  principal: roleArn.optional().meta({
    description: 'Engine existing, and needed there: the role on AWS that your gateway of the zone runs as. It alone may take the roles of the workloads.',
    absent: 'a role is made for the tasks of the zone',
    examples: ['arn:aws:iam::444455556666:role/company-gateway-us'],
  }),
  googlePrincipal: googlePrincipal.optional().meta({
    description:
      'Engine existing: what your gateway of the zone is on Google already, a service account or one subject of a workload identity pool of yours. It alone may act as the service accounts of the workloads, and nothing on AWS is trusted for them.',
    absent: 'the roles of the workloads on AWS are let in by a pool that is made here',
    examples: ['serviceAccount:llm-gateway@acme-platform.iam.gserviceaccount.com'],
  }),
  address: domain.optional().meta({
    description: 'Engine existing, and needed there: the name that applications call your gateway by.',
    absent: '`endpoint.hostname` is what they call',
    examples: ['llm.us.acme.internal'],
  }),
  endpoint: endpoint.optional().meta({
    description: 'Load balancer that applications call, which the gateway of the zone is served behind.',
    absent: 'nothing is served: a finding of `network/gateway-front`, but for a gateway of yours',
  }),
  identity: callerTokens.optional().meta({
    description: 'Tokens of the company’s identity provider that callers may send instead of a key, and what they open (docs/gateway/keys.md).',
    absent: 'keys alone',
  }),
});

/** Of an authority that only documentation has: nobody has its key. */
export const certificateExample = [
  '-----BEGIN CERTIFICATE-----',
  'MIIByDCCAW2gAwIBAgIUfHhSIcTIjABUBbnab7SkqIdQCA8wCgYIKoZIzj0EAwIw',
  'ODEWMBQGA1UECgwNRG9jdW1lbnRhdGlvbjEeMBwGA1UEAwwVRG9jdW1lbnRhdGlv',
  'biBSb290IENBMCAXDTI2MTEyOTE2MTI0MloYDzIxMjYxMTA1MTYxMjQyWjA4MRYw',
  'FAYDVQQKDA1Eb2N1bWVudGF0aW9uMR4wHAYDVQQDDBVEb2N1bWVudGF0aW9uIFJv',
  'b3QgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQNIbn2Jw9ePk2WnltPWSoM',
  'CziZJZcz/X1d1EgXD7nnLEh35OPgNUPB+V5E7o2n4VcPYYKixvp8vNVgORb47CNF',
  'o1MwUTAdBgNVHQ4EFgQUzkvVvU2htH2zCDFcWmrXtQImfTQwHwYDVR0jBBgwFoAU',
  'zkvVvU2htH2zCDFcWmrXtQImfTQwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD',
  'AgNJADBGAiEA6lCjzVpm/Ms5CNT+rgEkBwdFDT+9I/tuDRO1HnU26WQCIQD/h1Kk',
  'iPseScFblVnhm/6XuR+tR3/CIHPX8hkzjbd5KQ==',
  '-----END CERTIFICATE-----',
  '',
].join('\n');

const authority = z.strictObject({
  certificate: authorityCertificate.meta({
    description: 'Certificate of the authority itself, in PEM: what the gateway checks those of fleets against.',
    examples: [certificateExample],
  }),
});

/** What a guard looks at before it reaches a host, or before an answer reaches a caller. */
const guardMode = z.enum(['before', 'windows', 'buffered']);

const guard = z.strictObject({
  public: guardMode.default('windows').meta({ description: 'Mode for workloads of data class public.', examples: ['before'] }),
  internal: guardMode.default('windows').meta({ description: 'Mode for workloads of data class internal.', examples: ['before'] }),
  customer: guardMode.default('windows').meta({ description: 'Mode for workloads of data class customer.', examples: ['buffered'] }),
  regulated: guardMode.default('buffered').meta({ description: 'Mode for workloads of data class regulated.', examples: ['buffered'] }),
});

/** What a workload calls instead of hosts: one gateway for each residency zone. */
export const gateway = z.strictObject({
  engine: z.enum(['envoy', 'existing']).meta({
    description:
      'What carries the bytes. `envoy`: files and stacks of a gateway are made here. `existing`: a gateway of yours in each zone; hosts, roles and networks are made for it, and approvals say what no rule can see (docs/gateway/existing.md). Topologies of schema version 2 said litellm: `npm run blueprint -- migrate` takes them along.',
    examples: ['envoy'],
  }),
  authorities: entities(authority, 'internal')
    .refine((authorities) => !(publicAuthority in authorities), `another name than ${publicAuthority}, which stands for the authorities that everybody trusts`)
    .default({})
    .meta({ description: 'Private certificate authorities that issued the certificates of fleets, which name them as `endpoint.authority`.' }),
  guard: guard.prefault({}).meta({
    description:
      'What Llama Guard and Model Armor judge, by the data class of a workload that has one of them. Answers are judged unless this says otherwise. `before`: prompts alone; `windows`: also answers, of which a stream is held back by a window; `buffered`: also answers, whole.',
  }),
  images: gatewayImagesJob.optional().meta({
    description: 'The job that builds, copies and signs what tasks of gateways run, made here (docs/runbooks/images.md).',
    absent: 'a pipeline of yours builds the images; `gateway image record` asks it for proof',
  }),
  zones: z.record(id.meta({ examples: ['eu'] }), zone).meta({ description: 'The gateway of each residency zone.' }),
});
