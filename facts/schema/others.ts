import { z } from 'zod';
import { day, dayOrMonth, jurisdiction, name, region, release, row, text } from './row.js';

/** Whether a Geo has a service itself, only where cross-Geo processing is on, or in a part that no source names. */
const service = z.enum(['available', 'by cross-Geo', 'in part', 'none']);

export const others = {
  offers: row('One release on one host', {
    host: z.enum(['databricks', 'watsonx', 'workers-ai', 'oci-generative-ai']),
    release,
    modelId: name,
    entityVersion: name.optional(),
    mode: z.enum(['provisioned', 'pay-per-token']),
    geography: text.describe('Where it is processed, in words'),
    countries: z.array(jurisdiction).min(1).optional().describe('Only where codes can say it'),
    regions: z.array(region).min(1).optional().describe('Regions that it is offered in, where a host is called in one'),
    status: z.enum(['offered', 'preview', 'retired', 'unknown']).describe('unknown: no source says whether it is still offered'),
    date: dayOrMonth.optional().describe('Retired since'),
  }),
  watsonxPlans: row('A plan of watsonx.ai Runtime', {
    plan: z.enum(['essentials', 'standard']),
    id: name.describe('What the catalogue of IBM Cloud calls it'),
  }),
  watsonxApi: row('What watsonx.ai is called with', {
    version: day.describe('Version of the API, which every call names'),
    roles: z.array(name).min(1).describe('Roles on the instance without which nobody may call a model'),
  }),
  ociApi: row('What OCI Generative AI is called with', {
    path: text.describe('Path of chat completions'),
    may: text.describe('What a policy has to allow: a verb and a type of resource'),
    principal: name.describe('What a policy calls a key that callers show'),
  }),
  geos: row('A Databricks Geo, any country of which may process a prompt', {
    geo: z.enum(['americas', 'asia', 'australia-new-zealand', 'europe', 'india']),
    countries: z.array(jurisdiction).min(1),
    payPerToken: service.describe('Pay-per-token Foundation Model APIs'),
    provisioned: service.describe('Provisioned throughput Foundation Model APIs'),
  }),
  runtimes: row('Runtime that a program of this project is deployed to', {
    host: z.enum(['workers-ai']),
    compatibilityDate: day.describe('The Workers runtime behaves as it did on this day, whatever it does later'),
  }),
};
