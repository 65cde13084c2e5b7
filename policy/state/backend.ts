import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { dig, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import type { Backend } from '../../topology/schema/backends.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/backend',
  severity: 'error',
  title: 'Terraform state is in a remote, encrypted, locked backend of its own account.',
  why: 'State names every resource and holds some of their attributes in plain text. In a local file it is lost with a laptop, and two people who apply at once destroy what the other made.',
  fix: 'Declare backends.<cloud>.<account>: kind gcs with kmsKey, azurerm, or s3 with kmsKey.',
  source: 'Terraform language, backend configuration',

  *terraform(stacks, { topology }) {
    for (const stack of stacks) {
      const alias = aliasOf(topology, stack);
      const account = `${stack.cloud}.${alias}`;
      const at = (field?: 'kind' | 'kmsKey') => backendPath(stack.cloud, alias, field);
      const backends = Object.entries(record(dig(stack.document, 'terraform', 'backend')));
      const [kind, settings] = backends[0] ?? ['none', {}];
      const needed = requirements[kind];
      if (backends.length !== 1 || needed === undefined) {
        yield {
          path: at(),
          stack,
          message: `State of ${stack.name} has backend ${kind}: ${account} must be declared under backends. Allowed: gcs, azurerm, s3.`,
        };
        continue;
      }
      for (const { field, holds, what } of needed) {
        const values = field.map((name) => record(settings)[name]).filter((value) => value !== undefined);
        if (values.some((value) => holds(renderedText(value)))) continue;
        yield { path: at(settingOf[field[0] ?? ''] ?? 'kind'), stack, message: `Backend ${kind} of ${stack.name} ${what}.` };
      }
      for (const { name, allowed } of elsewhere(topology, stack, kind, alias, record(settings))) {
        const received = name === 'kind' ? kind : renderedText(record(settings)[name] ?? 'absent');
        yield { path: at(), stack, message: `Backend ${kind} of ${stack.name} has ${received} for ${name}. Allowed: ${allowed ?? 'none'}.` };
      }
      for (const secret of secrets.filter((name) => record(settings)[name] !== undefined)) {
        yield { path: at(), stack, message: `Backend ${kind} of ${stack.name} carries ${secret}. Allowed: the identity of the deployer.` };
      }
    }
  },
};

interface Requirement {
  /** Any of these fields may satisfy it. */
  readonly field: readonly string[];
  readonly holds: (value: string) => boolean;
  readonly what: string;
}

/** Settings of a backend that are not those that its account declares. */
function elsewhere(topology: Topology, stack: SynthesizedStack, kind: string, alias: string, settings: Readonly<Record<string, unknown>>) {
  const declared = stack.cloud === 'aws' || stack.cloud === 'unknown' ? undefined : topology.backends[stack.cloud][alias];
  // Without one, or of another kind, nothing says where the state belongs.
  if (declared === undefined) return [];
  if (declared.kind !== kind) return [{ name: 'kind', allowed: declared.kind }];
  return Object.entries(settingsOf(declared, stack.name)).flatMap(([name, allowed]) => (settings[name] === allowed ? [] : [{ name, allowed }]));
}

/** What places the state of a module, as its backend is declared. */
function settingsOf(backend: Backend, stack: string): Readonly<Record<string, string | undefined>> {
  switch (backend.kind) {
    case 'gcs':
      return { bucket: backend.bucket, prefix: stack, kms_encryption_key: backend.kmsKey };
    case 'azurerm':
      return {
        resource_group_name: backend.resourceGroup,
        storage_account_name: backend.storageAccount,
        container_name: backend.container,
        key: `${stack}.tfstate`,
      };
    case 's3':
      return { bucket: backend.bucket, key: `${stack}.tfstate`, region: backend.region, kms_key_id: backend.kmsKey };
  }
}

const present = (value: string) => value !== '';
const isTrue = (value: string) => value === 'true';

const requirements: Readonly<Record<string, readonly Requirement[]>> = {
  gcs: [{ field: ['kms_encryption_key'], holds: present, what: 'names no customer-managed key (kmsKey)' }],
  azurerm: [{ field: ['use_azuread_auth'], holds: isTrue, what: 'signs in with the key of the storage account, not with Entra ID' }],
  s3: [
    { field: ['encrypt'], holds: isTrue, what: 'does not encrypt' },
    { field: ['kms_key_id'], holds: present, what: 'names no customer-managed key (kmsKey)' },
    { field: ['use_lockfile', 'dynamodb_table'], holds: (value) => present(value) && value !== 'false', what: 'has no lock' },
  ],
};

/** The topology's names of the fields that it sets. */
const settingOf: Readonly<Record<string, 'kmsKey'>> = { kms_encryption_key: 'kmsKey', kms_key_id: 'kmsKey' };

const secrets = ['access_key', 'secret_key', 'sas_token', 'client_secret', 'credentials', 'encryption_key', 'token'];

/** Where the backend of an account is declared; the section where no cloud of it has backends. */
function backendPath(cloud: SynthesizedStack['cloud'], alias: string, field?: 'kind' | 'kmsKey'): string {
  if (cloud === 'aws' || cloud === 'unknown') return pathOf('backends');
  return field === undefined ? pathOf('backends', cloud, alias) : pathOf('backends', cloud, alias, field);
}

/** The account of a stack, whose name starts with the topology's and the account's. */
function aliasOf(topology: Topology, stack: SynthesizedStack): string {
  const known = stack.cloud === 'unknown' ? [] : Object.keys(topology.accounts[stack.cloud]).sort();
  return known.find((alias) => stack.name.startsWith(`${topology.name}-${alias}-${stack.cloud}-`)) ?? known[0] ?? '<account>';
}
