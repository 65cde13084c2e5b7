/** What tables of facts are made of: the columns that every row has, and kinds of value that several tables share. */
import { z } from 'zod';

export const text = z.string().min(1);
/** A short name as a provider spells it: no white space. */
export const name = z.string().regex(/^\S+$/, 'a name without white space');
/** Key of `sources` in the same file; that it is one is checked with the file. */
export const sourceKey = z.string('a key of sources').regex(/^[a-z0-9][a-z0-9.-]*$/, 'a key of sources: lower-case letters, digits, dots and hyphens');

/** Calendar day in UTC. */
export const day = z.iso.date('a date, YYYY-MM-DD');
/** As exact as a source is. */
export const dayOrMonth = z.union([day, z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)], 'a date, YYYY-MM-DD, or YYYY-MM if no more is known');
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time, HH:MM');

export const count = z.int().min(1);
export const countOrNone = z.int().min(0);
/** Sizes, rates and lengths that are never nothing. */
export const amount = z.number().positive();
/** US dollars. */
export const usd = z.number().min(0).max(1_000_000);
export const fraction = z.number().min(0).max(1);

export const release = z.string().regex(/^llama-[a-z0-9.-]+$/, 'a release of models.yaml, such as llama-3.3-70b-instruct');
export const region = z.string().regex(/^[a-z][a-z0-9-]+$/, 'a region in lower case, such as eu-north-1');
export const country = z.string().regex(/^[A-Z]{2}$/, 'a two-letter country code in capitals, such as DE');
/** A country or a group of jurisdictions.yaml. */
export const jurisdiction = z.string().regex(/^([A-Z]{2}|EU27|EEA|ANY)$/, 'a two-letter country code, EU27, EEA or ANY');
export const httpsUrl = z.url({ protocol: /^https$/, error: 'an https:// address' });
export const pattern = z.string().refine(compiles, 'a regular expression');
export const cidr = z.cidrv4('an IPv4 range, such as 35.191.0.0/16');

const part = z.int().min(0);
/** Three numbers, such as 0.32.0. */
export const version = z.templateLiteral([part, '.', part, '.', part]).refine((value) => /^\d+\.\d+\.\d+$/.test(value), 'three numbers, such as 0.32.0');

export const precision = z.enum(['bf16', 'fp8']);
export const gpu = z.enum(['H100', 'H200']);
export const engine = z.enum(['vllm', 'litellm']);
export const servingEngine = z.enum(['tensorrt-llm', 'vllm', 'sglang']);
/** How a mixture of experts is spread over the GPUs of a replica. */
export const mapping = z.enum(['tensor', 'attention-dp']);
export const confidence = z.enum(['unconfirmed', 'third-party']);
export const bedrockMode = z.enum(['in-region', 'geographic']);
export const guardrailPolicy = z.enum(['content filters', 'denied topics', 'personal data', 'grounding']);
export const partition = z.enum(['aws', 'aws-us-gov', 'aws-eusc']);
export const cloud = z.enum(['aws', 'google', 'azure', 'databricks', 'watsonx', 'cloudflare', 'oci']);

/** Columns of every row. */
const common = {
  source: sourceKey.describe('Key of sources in this file'),
  asOf: dayOrMonth.describe('Date the fact was true: YYYY-MM-DD, or YYYY-MM if no more is known'),
  confidence: confidence.optional().describe('How far the row is to be trusted; one without it was read in a primary or dated source'),
  note: text.optional(),
};

/** A row of a table: its own columns, the common ones, and no other. */
export function row<Columns extends z.ZodRawShape>(what: string, columns: Columns) {
  return z.strictObject({ ...columns, ...common }).describe(what);
}

function compiles(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}
