import type { Noise, PropertyChange } from './change.js';

/** Names under which frameworks write the digest of an asset. */
const hashName = /(^|\.)(S3Key|S3ObjectKey|TemplateURL|aws:asset:[a-z-]+|SourceObjectKeys(\[\d+\])?|ImageUri)$/;
const hash = /[0-9a-f]{64}/g;
const metadataName = /^(Metadata|DependsOn|depends_on|\/\/)(\.|\[|$)/;

/** Why a change of a resource may be folded: every part of it is hash, order, metadata or without effect. */
export function noiseOf(properties: readonly PropertyChange[]): Noise | undefined {
  if (properties.some(({ forces }) => forces !== undefined)) return undefined;
  if (properties.every(isOrder)) return 'order';
  const isIdle = ({ idle }: PropertyChange) => idle !== undefined;
  if (!properties.every((change) => isOrder(change) || isHash(change) || isIdle(change) || metadataName.test(change.path))) return undefined;
  return properties.some(isHash) ? 'hash' : properties.some(isIdle) ? 'idle' : 'metadata';
}

function isHash({ path, before, after }: PropertyChange): boolean {
  if (!hashName.test(path) || typeof before !== 'string' || typeof after !== 'string') return false;
  return before !== after && before.replace(hash, '#') === after.replace(hash, '#');
}

function isOrder({ lines }: PropertyChange): boolean {
  return lines?.length === 1 && lines[0]?.startsWith('  same items') === true;
}
