import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

/** Why the bucket that an SSM parameter names does not keep weights as they were approved. */
export function bucketProblem(stacks: readonly SynthesizedStack[], parameter: string): Problem | undefined {
  const resource = sharedAs(stacks, parameter, 'AWS::S3::Bucket');
  if (resource === undefined) return { message: `No bucket is shared as ${parameter}, so it is unknown how its weights are kept.` };
  const { properties, id } = resource;
  const retention = dig(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention');
  const wanted: readonly (readonly [what: string, found: unknown, allowed: string])[] = [
    ['ObjectLockEnabled', properties['ObjectLockEnabled'], 'true'],
    ['ObjectLockConfiguration.ObjectLockEnabled', dig(properties, 'ObjectLockConfiguration', 'ObjectLockEnabled'), 'Enabled'],
    // Not COMPLIANCE: the licence can oblige its holder to delete the weights.
    ['DefaultRetention.Mode', dig(retention, 'Mode'), 'GOVERNANCE'],
    ['VersioningConfiguration.Status', dig(properties, 'VersioningConfiguration', 'Status'), 'Enabled'],
    ['SSEAlgorithm', dig(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', 'ServerSideEncryptionByDefault', 'SSEAlgorithm'), 'aws:kms'],
  ];
  const wrong = wanted.find(([, found, allowed]) => String(found) !== allowed);
  if (wrong !== undefined) return { resource, message: `Weights bucket ${id}, ${wrong[0]}: received ${String(wrong[1] ?? 'nothing')}. Allowed: ${wrong[2]}.` };
  const days = Number(dig(retention, 'Days') ?? 0) + 365 * Number(dig(retention, 'Years') ?? 0);
  return days >= 1 ? undefined : { resource, message: `Weights bucket ${id} locks its objects for ${days} days. Allowed: at least one.` };
}

/** Why the key that an SSM parameter names cannot sign a manifest. */
export function signingKeyProblem(stacks: readonly SynthesizedStack[], parameter: string): Problem | undefined {
  const resource = sharedAs(stacks, parameter, 'AWS::KMS::Key');
  if (resource === undefined) return { message: `No key is shared as ${parameter}, so no signature of the manifest can be verified.` };
  const [usage, spec] = [resource.properties['KeyUsage'], resource.properties['KeySpec']];
  if (usage === 'SIGN_VERIFY' && spec === 'ECC_NIST_P256') return undefined;
  return { resource, message: `Signing key ${resource.id} is ${String(usage)}, ${String(spec)}. Allowed: SIGN_VERIFY, ECC_NIST_P256.` };
}

/** The resource of a type whose name or ARN an SSM parameter of its stack holds. */
function sharedAs(stacks: readonly SynthesizedStack[], parameter: string, type: string): Resource | undefined {
  for (const stack of stacks) {
    const holder = stack.resources.find((resource) => resource.type === 'AWS::SSM::Parameter' && renderedText(resource.properties['Name'] ?? '') === parameter);
    const [, id] = /^\$\{(\w+)(?:\.Arn)?\}$/.exec(renderedText(holder?.properties['Value'] ?? '')) ?? [];
    const found = stack.resources.find((resource) => resource.id === id && resource.type === type);
    if (found !== undefined) return found;
  }
  return undefined;
}
