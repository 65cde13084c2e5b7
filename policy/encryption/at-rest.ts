import type { KeySetting } from '../../catalogue/row.js';
import { rowOf } from '../../catalogue/rows.js';
import { approvalOf } from '../../derived/approval-of.js';
import { keyLocation, keyProblem } from '../../evidence/encryption/key-problem.js';
import { receivesAccessLogs } from '../../evidence/encryption/log-buckets.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { searchLocation } from '../../facts/google.js';
import { pathOf } from '../../topology/path.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'encryption/at-rest',
  severity: 'error',
  title: 'Whatever stores data stores it under a customer-managed key of its own account, wherever the type has such a setting.',
  why: 'Every cloud encrypts at rest anyway, with keys of its own. Only a key of the customer lets one withdraw access to weights, logs and indexes at once, see each use in an audit log, and prove both. Several types take the key at creation only; a data store of Vertex AI Search made without one stays without it for ever.',
  fix: 'Name a key of the account, in the location of the data. The row of a type in catalogue/ names the setting, or the reason why there is none.',
  source: 'https://docs.cloud.google.com/kms/docs/cmek; AWS KMS and Azure Key Vault documentation',

  *aws(stacks, context) {
    yield* judgeAll(stacks, context);
  },

  *terraform(stacks, context) {
    yield* judgeAll(stacks, context);
  },
};

/** A key may be one that another stack of the account publishes. */
function* judgeAll(stacks: readonly SynthesizedStack[], context: RuleContext): Iterable<Violation> {
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    const key = rowOf(resource.type)?.key;
    if (key?.kind !== 'field') continue;
    if (key.exceptAccessLogs === true && receivesAccessLogs(resource)) yield* judgeLogBucket(resource);
    else yield* judge(resource, key, context, stacks);
  }
}

function* judge(resource: Resource, setting: KeySetting, context: RuleContext, stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  const path = resource.origin;
  const locationOf = (holder: unknown) => setting.location && String(dig(holder, setting.location)).toLowerCase();
  const takesNoKey = setting.hasDefault === true && searchLocation(locationOf(resource.properties) ?? '')?.cmek === false;
  if (takesNoKey) return;
  const holders = setting.each === undefined ? [resource.properties] : disks(blocks(dig(resource.properties, ...setting.each.split('.'))));
  if (holders.length === 0) yield { path, resource, message: `${resource.type}: ${setting.each} is absent, so no customer-managed key is named.` };
  for (const holder of holders) {
    const value = dig(holder, ...setting.key.split('.'));
    if (value === undefined && setting.hasDefault === true && defaultKeyApproved(resource, context)) continue;
    const other = setting.with && dig(holder, ...setting.with.path.split('.'));
    if (setting.with !== undefined && !setting.with.values.includes(other)) {
      yield {
        path,
        resource,
        message: `${resource.type}, ${setting.with.path}: received ${JSON.stringify(other) ?? 'nothing'}. Allowed: ${setting.with.values.join(', ')}.`,
      };
      continue;
    }
    const problem = keyProblem(value, resource, context.topology, stacks);
    const location = locationOf(holder);
    if (problem !== undefined) yield { path, resource, message: `${resource.type}, ${setting.key}: ${problem}.` };
    if (location === undefined || problem !== undefined) continue;
    const wanted = searchLocation(location)?.kmsLocation ?? location;
    const found = keyLocation(value, resource);
    if (found !== wanted)
      yield {
        path,
        resource,
        message: `${resource.type} stores in ${location}, and its key is in ${found ?? 'an unknown location'}. Allowed: a key in ${wanted}.`,
      };
  }
}

/** Instance store disks are encrypted by the hardware and have no setting. */
function disks(mappings: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return mappings.filter((mapping) => mapping['VirtualName'] === undefined);
}

function* judgeLogBucket(resource: Resource): Iterable<Violation> {
  const algorithm = dig(resource.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', 'ServerSideEncryptionByDefault', 'SSEAlgorithm');
  if (algorithm !== 'AES256') {
    yield {
      path: resource.origin,
      resource,
      message: `The bucket receives access logs, which are delivered only under SSE-S3; received ${JSON.stringify(algorithm) ?? 'nothing'}. Allowed: AES256.`,
    };
  }
}

/** In a project that another topology owns, the default key was registered there; an approval says so. */
function defaultKeyApproved(resource: Resource, { topology, asOf }: RuleContext): boolean {
  const [id, host] = hostOfResource(topology, resource) ?? [];
  if (id === undefined || host === undefined) return false;
  return [pathOf('hosts', id), pathOf('accounts', 'google', host.account)].some(
    (subject) => approvalOf(topology, 'key-configuration', subject, asOf).inForce !== undefined,
  );
}
