import { z } from 'zod';
import { hosts } from '../../hosts/schemas.js';
import { accounts, backends } from './accounts.js';
import { extensions } from './extensions.js';
import { gateway } from './gateway.js';
import { approvals, contracts, finance, licence, organisation } from './governance.js';
import { landingZone } from './landing-zone.js';
import { links } from './links.js';
import { models, weightsSupply } from './models.js';
import { existing, networks } from './networks.js';
import { day, id, jurisdictions } from './primitives.js';
import { terraform } from './terraform.js';
import { workloads } from './workloads.js';

/** Version of the schema below. A change that an older file does not fit raises it and adds a step to `topology/migrate.ts`. */
export const currentVersion = 3;

/** One environment of one system: the file the user writes. */
export const topologySchema = z.strictObject({
  schemaVersion: z.literal(currentVersion),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/, 'a lower-case letter, then 1 to 9 letters, digits or hyphens, and no hyphen at the end'),
  environment: z.enum(['prod', 'staging', 'test', 'dev']),
  /** Documentation ids and all-zero digests are allowed only here. */
  example: z.boolean().default(false),
  /** Examples only: the date that dates are compared with. */
  asOf: day.optional(),
  organisation,
  accounts,
  backends: backends.prefault({}),
  networks,
  links: links.default({}),
  existing: existing.prefault({}),
  /** What Terraform takes over or renames, by root module. */
  terraform: terraform.default({}),
  landingZone: landingZone.prefault({}),
  extensions: extensions.default({}),
  /** Named sets of jurisdictions: country codes, or EU27, EEA, ANY. */
  zones: z.record(id, jurisdictions),
  models,
  weights: weightsSupply.prefault({}),
  hosts,
  workloads,
  gateway,
  contracts: contracts.default({}),
  approvals: approvals.default({}),
  licence,
  finance,
});

export type Topology = z.infer<typeof topologySchema>;
