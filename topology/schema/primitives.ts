import { z } from 'zod';

/** Entity ids: construct ids, names and tags are made of them, so they are short and lower case. */
export const id = z.string().regex(/^[a-z][a-z0-9-]{0,18}$/, 'a lower-case letter, then at most 18 letters, digits or hyphens');

/** A map of entities keyed by id. Maps, never lists: a diff then names what changed. */
export const entities = <T extends z.ZodType>(entity: T) => z.record(id, entity);

export const text = z.string().min(1).max(500);
/** Tag-safe slug: valid as an AWS tag, an Azure tag and a Google label. */
export const slug = z.string().regex(/^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits, hyphens and underscores, at most 63');
export const email = z.email('an e-mail address');
export const httpsUrl = z.url({ protocol: /^https$/, error: 'an https:// address' });
/** Calendar day in UTC. */
export const day = z.iso.date('a date, YYYY-MM-DD');
/** Calendar month. */
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month, YYYY-MM');
/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'a two-letter country code in capitals, such as DE');
export const region = z.string().regex(/^[a-z][a-z0-9-]{2,29}$/, 'a region name in lower case, such as eu-north-1');
export const cidr = z.cidrv4('an IPv4 range, such as 10.40.0.0/16');
export const count = z.int().min(0).max(1_000);
export const positiveCount = z.int().min(1).max(1_000);
export const uuid = z.guid('a UUID');
export const awsAccountId = z.string().regex(/^\d{12}$/, 'twelve digits in quotes');

/** US dollars. */
export const usd = z.number().min(0).max(1_000_000_000);
/** Tokens per year; a quadrillion is beyond any enterprise. */
export const tokens = z.number().min(0).max(1e15);
export const milliseconds = z.int().min(1).max(3_600_000);
export const fraction = z.number().min(0).max(1);

/** Digest of `MANIFEST.sha256`, the approved content of one commit of weights. */
export const manifestDigest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hex digits');

/** AWS: a zone of a region. */
export const availabilityZone = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'a zone name, such as eu-north-1a');

/** A container image of the account's own registry. */
export const image = z.string().regex(/^[a-z0-9][a-z0-9._/-]*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$/, 'repository:tag@sha256:digest');

/** A container image by digest: of the account's own registry, or in full. */
export const pinnedImage = z.string().regex(/^[a-z0-9][a-z0-9._/-]*(:[A-Za-z0-9._-]+)?@sha256:[0-9a-f]{64}$/, 'repository:tag@sha256:digest, with the digest');
