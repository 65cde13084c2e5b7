import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { isCountry, meantBy } from '../../facts/jurisdictions.js';

/** The form of an id in words. */
export const idForm = 'a lower-case letter, then at most 18 letters, digits or hyphens, and no hyphen at the end';

/** Entity ids: construct ids, names and tags are made of them, so they are short and lower case. */
export const id = z
  .string()
  // `constructor` is the one name of this form that every JavaScript object answers to.
  .regex(/^(?!constructor$)[a-z]([a-z0-9-]{0,17}[a-z0-9])?$/, idForm);

/** A map of entities keyed by id, with an id as an example. Maps, never lists: a diff then names what changed. */
export const entities = <T extends z.ZodType>(entity: T, example: string) => z.record(id.meta({ examples: [example] }), entity);

export const text = z.string().min(1).max(500);
/** The answer that there is no such thing: a question that has to be answered is not forgotten. */
export const none = z.literal('none');
/** Tag-safe slug: valid as an AWS tag, an Azure tag and a Google label. */
export const slug = z.string().regex(/^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits, hyphens and underscores, at most 63');
export const email = z.email('an e-mail address').meta({ examples: ['finops@acme.example'] });
export const httpsUrl = z.url({ protocol: /^https$/, error: 'an https:// address' });
/** Calendar day in UTC. */
export const day = z.iso.date('a date, YYYY-MM-DD').meta({ examples: ['2026-12-01'] });
/** Calendar month. */
export const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month, YYYY-MM')
  .meta({ examples: ['2026-12'] });
/** ISO 3166-1 alpha-2. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'a two-letter country code in capitals, such as DE')
  .refine((code) => isCountry(code), { error: ({ input }) => noCountry(String(input)) })
  .meta({ examples: ['DE'] });
/** Countries and groups of countries, each once. */
export const jurisdictions = z
  .array(z.union([country, z.enum(['EU27', 'EEA', 'ANY'])]))
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'each country once')
  .meta({ examples: [['EU27']] });
export const region = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,29}$/, 'a region name in lower case, such as eu-north-1')
  .meta({ examples: ['eu-north-1'] });
export const cidr = z.cidrv4('an IPv4 range, such as 10.40.0.0/16').meta({ examples: ['10.40.0.0/16'] });
export const count = z.int().min(0).max(1_000);
export const positiveCount = z.int().min(1).max(1_000);
export const uuid = z.guid('a UUID').meta({ examples: ['7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90'] });
export const awsAccountId = z
  .string()
  .regex(/^\d{12}$/, 'twelve digits in quotes')
  .meta({ examples: ['111122223333'] });

/** US dollars. */
export const usd = z.number().min(0).max(1_000_000_000).meta({ unit: 'USD' });
/** Tokens per year; a quadrillion is beyond any enterprise. */
export const tokens = z.number().min(0).max(1e15);
export const milliseconds = z.int().min(1).max(3_600_000).meta({ unit: 'ms' });
export const fraction = z.number().min(0).max(1).meta({ unit: 'fraction' });

/** Of no file: what a digest looks like. */
export const digestExample = '0123456789abcdef'.repeat(4);

/** SHA-256 of a file, as `sha256sum` prints it. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '64 hex digits')
  .meta({ examples: [digestExample] });

/** Digest of `MANIFEST.sha256`, the approved content of one commit of weights. */
export const manifestDigest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hex digits')
  .meta({ examples: [`sha256:${digestExample}`] });

/** AWS: a zone of a region. */
export const availabilityZone = z
  .string()
  .regex(/^[a-z]{2,}(-[a-z]+)+-\d[a-z]$/, 'a zone name, such as eu-north-1a')
  .meta({ examples: ['eu-north-1a'] });

/** A container image of the account's own registry. */
export const image = z
  .string()
  .regex(/^[a-z0-9]+(([.]|_|__|-+|\/)[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]*)?(@sha256:[0-9a-f]{64})?$/, 'repository:tag@sha256:digest')
  .meta({ examples: [`vllm-openai:v0.32.0@sha256:${digestExample}`] });

/** A container image by digest: of the account's own registry, or in full. */
export const pinnedImage = z
  .string()
  .regex(/^[a-z0-9]+(([.]|_|__|-+|\/)[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]*)?@sha256:[0-9a-f]{64}$/, 'repository:tag@sha256:digest, with the digest')
  .meta({ examples: [`sensor:7.1@sha256:${digestExample}`] });

/** A DNS name of two labels or more. */
export const domain = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a domain, such as llama.acme.internal')
  .meta({ examples: ['llama.acme.internal'] });

/** Issuer of an account's outbound identity federation. Source: IAM API reference, EnableOutboundWebIdentityFederation. */
export const oidcIssuer = z
  .string()
  .regex(/^https:\/\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tokens\.sts\.global\.api\.aws$/, 'https://<UUID>.tokens.sts.global.api.aws, as AWS prints it')
  .meta({ examples: ['https://7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90.tokens.sts.global.api.aws'] });

function noCountry(code: string): string {
  const meant = meantBy(code);
  return `a country code of ISO 3166-1${meant === undefined ? '' : `; ${code} is none, ${meant} is meant`}`;
}

/** A repository of weights: `owner/name` on the Hugging Face Hub, or the name that Meta gives a download. */
export const repository = z
  .string()
  .regex(/^[A-Za-z0-9][\w-]*(\.[\w-]+)*(\/[A-Za-z0-9][\w-]*(\.[\w-]+)*)?$/, 'a repository, such as meta-llama/Llama-3.3-70B-Instruct')
  .meta({ examples: ['meta-llama/Llama-3.3-70B-Instruct'] });
/** An instance type of EC2. */
export const instanceType = z
  .string()
  .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'an instance type, such as p5.48xlarge')
  .meta({ examples: ['p5.48xlarge'] });
/** A machine type of Compute Engine. */
export const machineType = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)+$/, 'a machine type, such as a3-highgpu-8g')
  .meta({ examples: ['a3-highgpu-8g'] });
/** Name of an image of machines: a part of a path in the parameters of AWS, a name on Google. */
export const nodeImage = z.string().regex(/^\/?[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*$/, 'the name of an image');

/** One certificate in PEM. */
export const certificate = z.string().refine((pem) => oneCertificate(pem) !== undefined, 'one certificate in PEM');
/** Certificate of an authority, by itself: a bundle would let more in than its name says. */
export const authorityCertificate = z.string().refine((pem) => oneCertificate(pem)?.ca === true, 'one certificate of a certificate authority, in PEM');

function oneCertificate(pem: string): X509Certificate | undefined {
  if ((pem.match(/-----BEGIN /g) ?? []).length !== 1) return undefined;
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** An IANA time zone. */
export const timezone = z
  .string()
  .regex(/^[A-Za-z_+-]+(\/[A-Za-z0-9_+-]+)*$/, 'an IANA time zone, such as Europe/Berlin')
  .refine(isTimeZone, 'an IANA time zone, such as Europe/Berlin');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A role of IAM, with its path. */
export const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'the ARN of a role');

/** One caller on Google, as IAM names it: a service account, or one subject of a workload identity pool. Never a set of them, a person or a group. */
export const googlePrincipal = z
  .string()
  .regex(
    /^(serviceAccount:[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\.iam\.gserviceaccount\.com|principal:\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9.-]{4,64}\/subject\/[\w:./@+=,-]{1,127})$/,
    'serviceAccount:<name>@<project>.iam.gserviceaccount.com, or principal://iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/subject/<subject>',
  );
