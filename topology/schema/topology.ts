import { z } from 'zod';
import { hosts } from '../../hosts/schemas.js';
import { accounts } from './accounts.js';
import { approvals } from './approvals.js';
import { backends } from './backends.js';
import { contracts } from './contracts.js';
import { existing } from './existing.js';
import { extensions } from './extensions.js';
import { gateway } from './gateway.js';
import { finance, organisation } from './governance.js';
import { landingZone } from './landing-zone.js';
import { licence } from './licence.js';
import { links } from './links.js';
import { models, weightsSupply } from './models.js';
import { networks } from './networks.js';
import { day, digestExample, id, jurisdictions } from './primitives.js';
import { terraform } from './terraform.js';
import { workloads } from './workloads.js';

/** Version of the schema below. A change that an older file does not fit raises it and adds a step to `topology/migrate.ts`. */
export const currentVersion = 4;

/** One environment of one system: the file the user writes. */
export const topologySchema = z.strictObject({
  schemaVersion: z.literal(currentVersion).meta({
    description: 'Version of this schema that the file is written for. `blueprint migrate` takes an older file along.',
  }),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/, 'a lower-case letter, then 1 to 9 letters, digits or hyphens, and no hyphen at the end')
    .meta({ description: 'Name of the system. Stacks, buckets and roles begin with it, so it is never changed.', examples: ['acme'] }),
  environment: z
    .enum(['prod', 'staging', 'test', 'dev'])
    .meta({ description: 'Environment: one file is one of them. Value of the tag `environment`.', examples: ['prod'] }),
  example: z
    .boolean()
    .default(false)
    .meta({
      description: 'Allows documentation values: account numbers such as 111122223333, all-zero digests, example domains. Never true of what is deployed.',
      examples: [true],
    }),
  asOf: day.optional().meta({
    description: 'Examples only: the day that dates are compared with.',
    absent: '`--as-of`, else today (UTC)',
    examples: ['2026-11-24'],
  }),
  organisation: organisation.meta({ description: 'Who is licensed to use Llama.' }),
  accounts: accounts.meta({
    description: 'AWS accounts, Google projects, Azure subscriptions and others by alias. They exist already.',
    examples: [{ aws: { prod: { id: '111122223333' } } }],
  }),
  backends: backends.prefault({}).meta({
    description: 'Where Terraform keeps the state of an account: by cloud, then alias. Not needed for AWS accounts, whose stacks are CloudFormation.',
    examples: [{ google: { search: { kind: 'gcs', bucket: 'acme-llama-terraform-state' } } }],
  }),
  networks: networks.meta({ description: 'Private networks that hosts and gateways are in, by id.' }),
  links: links.default({}).meta({ description: 'Private paths between two networks, by id (docs/operations.md#links).' }),
  existing: existing.prefault({}).meta({
    description: 'What exists already and is used instead of being made, by id.',
    examples: [{ networks: { eu: { id: 'vpc-0a1b2c3d4e5f60718', subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-1b2c3d4e5f60718a9'] } } }],
  }),
  terraform: terraform.default({}).meta({ description: 'What Terraform takes over or renames, by root module (docs/operations.md#google-what-to-know).' }),
  landingZone: landingZone.prefault({}).meta({
    description: 'What the organisation demands of everything in its accounts (docs/landing-zone.md).',
    examples: [{ permissionsBoundary: 'landing-zone/WorkloadBoundary', bootstrapQualifier: 'llmplat' }],
  }),
  extensions: extensions
    .default({})
    .meta({ description: 'What the organisation adds to what is made here, each with owner, approval and end (docs/landing-zone.md).' }),
  zones: z
    .record(id.meta({ examples: ['eu'] }), jurisdictions)
    .meta({ description: 'Residency zones by name: lists of country codes, or EU27, EEA, ANY. A region belongs to the country that it is in.' }),
  models: models.meta({ description: 'Models that hosts serve, by id: a release at a precision.' }),
  weights: weightsSupply.prefault({}).meta({
    description: 'How weights come into the buckets of self-hosted and imported models (docs/runbooks/weights.md).',
    examples: [{ ingestRole: 'arn:aws:iam::444455556666:role/weights-ingest' }],
  }),
  hosts: hosts.meta({ description: 'Places that serve a model, by id. `kind` decides which further fields a host has.' }),
  workloads: workloads.meta({ description: 'Use cases, by id: whose data, how much, and which hosts serve it in which order.' }),
  gateway: gateway.meta({ description: 'The gateway that every prompt passes through.' }),
  contracts: contracts.default({}).meta({ description: 'Commercial terms with providers, by id. Best in `<name>.approvals.yaml`.' }),
  approvals: approvals
    .default({})
    .meta({ description: 'Dated records of what no API can set or no offline check can see, by id. Best in `<name>.approvals.yaml`.' }),
  licence: licence.meta({
    description: "The organisation's facts that the Llama Community License asks about. Best in `<name>.approvals.yaml`.",
    examples: [
      {
        monthlyActiveUsers: { '2024-11': { licensee: 240_000, affiliates: 10_000 } },
        distribution: 'internal',
        displayUrl: 'none',
        documentationUrl: 'https://docs.acme.example/ai',
        downstreamTermsUrl: 'none',
        derivedModels: {},
        trainsOnOutputs: [],
        separateLicence: 'none',
        accepted: {
          'llama-3-3': { version: '3.3', by: 'legal@acme.example', on: '2026-10-01', licenceSha256: digestExample, acceptableUseSha256: digestExample },
        },
      },
    ],
  }),
  finance: finance.meta({ description: 'Tags that everything shares, and who receives alarms and budget alerts.' }),
});

export type Topology = z.infer<typeof topologySchema>;
