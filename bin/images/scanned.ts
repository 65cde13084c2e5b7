import { z } from 'zod';
import { imageAges, refusedFindings } from '../../facts/gateway.js';
import { daysBetween } from '../../topology/day.js';
import { bytesOf, refusal } from '../refusal.js';

/** What `aws ecr describe-image-scan-findings` prints, as far as it is read. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
const scanForm = z.looseObject({
  imageId: z.looseObject({ imageDigest: z.string() }),
  imageScanStatus: z.looseObject({ status: z.string() }),
  imageScanFindings: z
    .looseObject({ imageScanCompletedAt: z.union([z.string(), z.number()]), findingSeverityCounts: z.record(z.string(), z.int()).optional() })
    .optional(),
});

/** A scan by ECR itself ends; one by Amazon Inspector goes on. */
const finished = ['COMPLETE', 'ACTIVE'];

/** Refuses an image whose registry has not scanned it, not lately, or has found in it what is not allowed. Returns how many findings of each severity are left. */
export function scannedImage(what: string, reference: string, path: string, asOf: string): Readonly<Record<string, number>> {
  const option = `--${what}-scan`;
  const parsed = scanForm.safeParse(jsonOf(bytesOf(option, path).toString('utf8')));
  if (!parsed.success) throw refusal(`${option}: ${path} is not what "aws ecr describe-image-scan-findings" prints.`);
  const { imageId, imageScanStatus, imageScanFindings: found } = parsed.data;
  const [, digest = ''] = reference.split('@');
  if (imageId.imageDigest !== digest) throw refusal(`${option}: ${path} is of ${imageId.imageDigest}; --${what} names ${digest}.`);
  if (!finished.includes(imageScanStatus.status) || found === undefined)
    throw refusal(`${option}: ${reference} is not scanned: ${imageScanStatus.status}. Allowed: ${finished.join(', ')}.`);
  const day = dayOf(found.imageScanCompletedAt);
  const most = Math.min(...imageAges().map(({ days }) => days));
  if (day === undefined || daysBetween(day, asOf) > most)
    throw refusal(`${option}: ${reference} was scanned on ${day ?? String(found.imageScanCompletedAt)} (as of ${asOf}). Allowed: ${most} days ago at most.`);
  const counts = found.findingSeverityCounts ?? {};
  const bad = refusedFindings().flatMap((severity) => ((counts[severity] ?? 0) > 0 ? [`${counts[severity]} ${severity}`] : []));
  if (bad.length > 0)
    throw refusal(`${option}: ${reference} has findings: ${bad.join(', ')}. Allowed: none of ${refusedFindings().join(', ')}. Build it on a newer base.`);
  return counts;
}

/** The AWS client prints a time as ISO 8601, or as seconds where it is configured so. */
function dayOf(time: string | number): string | undefined {
  const date = new Date(typeof time === 'number' ? time * 1_000 : time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
