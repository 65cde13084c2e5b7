import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Constructs that decide nothing a reviewer could object to by themselves: one resource handed through, or a part of another
 * construct, whose test looks at it as its users see it.
 */
const plain: Readonly<Record<string, string>> = {
  origin: 'marks a resource with its topology path; tests/structure and every rule read it',
  settled: 'waits; tests/stacks/first-apply.test.ts',
  'model-directory': 'one path',
  'unbound/unbound-provider': 'arguments handed through; tests/constructs/oci/oci-provider.test.ts, tests/constructs/azure/focus-export.test.ts',
  'unbound/unbound-resource': 'arguments handed through; tests/constructs/oci/key-policy.test.ts, tests/hosts/watsonx/runtime.test.ts',
  'model-header': 'one name',
  'model-paths': 'two paths; tests/facts/engine-features.test.ts',
  'aws/bundled-function': 'the function of bedrock-account-settings, imported-model and model-lifecycle-watch',
  'aws/bedrock-endpoint': 'statements of an endpoint; tests/boundary/endpoints.test.ts',
  'aws/encrypted-log-group': 'a log group with a key and 365 days; policy/encryption/at-rest',
  'aws/encrypted-secret': 'a secret with a key',
  'aws/enforced-guardrail': 'reads what an organization enforces; tests/boundary/enforced-guardrails.test.ts',
  'aws/guardrail-enforcement': 'tests/boundary/enforced-guardrails.test.ts',
  'aws/guardrail-reference': 'a guardrail by id',
  'aws/flow-log-destination': 'tests/stacks/landing-zone.test.ts',
  'aws/fleet-dashboard': 'widgets over the metrics of fleet-metrics',
  'aws/gateway-dashboard': 'tests/stacks/aws/gateway.test.ts',
  'aws/gateway-front': 'tests/stacks/aws/gateway.test.ts',
  'aws/gateway-service': 'tests/stacks/aws/gateway.test.ts',
  'aws/gateway-task': 'tests/stacks/aws/gateway.test.ts',
  'aws/guarded-calls': 'conditions of inference-profile and imported-model',
  'aws/import-role': 'the role of imported-model',
  'aws/importer-rights': 'the rights of imported-model',
  'aws/job-placement': 'a type',
  'aws/job-rights': 'rights of ingest-role and image-role',
  'aws/keys-bucket': 'tests/stacks/aws/gateway.test.ts',
  'aws/lent-key': 'a key by its ARN; tests/topology/existing.test.ts',
  'aws/model-header': 'one name',
  'aws/model-route': 'tests/stacks/order.wide.test.ts and the transition of tests/hosts/self-hosted-aws/fleet.test.ts',
  'aws/node-agent': 'tests/stacks/landing-zone.test.ts',
  'aws/node-template': 'the template of gpu-nodes',
  'aws/notice-rule': 'the rule of ingest-notices and capacity-block-notices',
  'aws/organization-policy': 'the policy of bedrock-boundary and capacity-boundary',
  'aws/pinned-image': 'an image by digest; policy/supply-chain/image-digest',
  'aws/private-balancer': 'the balancer of internal-load-balancer and gateway-front',
  'aws/private-placement': 'subnets and a group',
  'aws/private-service': 'network settings of a service',
  'aws/security-readers': 'tests/stacks/landing-zone.test.ts',
  'aws/spend-metrics': 'tests/stacks/aws/gateway.test.ts',
  'aws/stored-weights': 'where weights are, for gpu-node-role',
  'aws/task-logs': 'log settings of a container',
  'aws/unknown-path': 'one answer of internal-load-balancer and gateway-front',
  'aws/token-broker': 'tests/stacks/aws/token-broker.test.ts',
  'aws/task-roles': 'the roles of vllm-service',
  'aws/vllm-replica': 'numbers of vllm-service',
  'aws/vllm-task': 'the task of vllm-service',
  'azure/activity-alert': 'tests/hosts/azure-foundry/alarms.test.ts',
  'azure/azapi-provider': 'policy/supply-chain/provider-pinned, policy/capacity/emitted',
  'azure/azapi-resource': 'arguments handed through; tests/constructs/azure/focus-export.test.ts',
  'azure/azure-provider': 'policy/supply-chain/provider-pinned, policy/state/backend',
  'azure/cost-anomaly': 'tests/stacks/azure/cost-anomaly.test.ts',
  'azure/foundry-project': 'a project in an account',
  'azure/metric-alert': 'tests/hosts/azure-foundry/alarms.test.ts',
  'azure/private-dns-zone': 'a zone and its link',
  'azure/private-vault': 'the vault of customer-managed-key and api-key-vault',
  'azure/service-endpoint': 'a private endpoint; policy/network/private-only',
  'azure/tag-aspect': 'policy/tags/required',
  'cloudflare/pinned-cloudflare-provider': 'tests/hosts/workers-ai/workers-ai.test.ts',
  'google/deploy-after': 'an order between resources; tests/stacks/order.wide.test.ts',
  'google/model-backends': 'the servers behind internal-load-balancer',
  'google/model-routes': 'tests/constructs/google/internal-load-balancer.test.ts',
  'google/email-channels': 'addresses to tell',
  'google/enforced-policy': 'a policy that is on; tests/stacks/google/foundation.test.ts',
  'google/kept-key': 'the key of encryption-key and signing-key',
  'google/model-server-health': 'the check of internal-load-balancer and gpu-nodes',
  'google/network-place': 'a type',
  'google/node-template': 'the template of gpu-nodes',
  'google/usable-key': 'a type',
  'google/keep': 'prevents that a resource is destroyed; policy/state/deletion-protection',
  'google/pinned-google-provider': 'policy/supply-chain/provider-pinned',
  'google/private-zone': 'a zone and its records',
  'google/signing-key': 'tests/policy/supply-chain/weights-verified.test.ts',
  'watsonx/ibm-resource': 'arguments handed through; tests/constructs/watsonx/runtime-instance.test.ts and workload-profile.test.ts',
};

const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`);

/** Cloud and name: where a construct is tested, whatever room of its cloud it is in. */
const nameOf = (path: string) => {
  const [, cloud = '', ...rest] = path.split('/');
  return rest.length === 0 ? basename(cloud, '.ts') : `${cloud}/${basename(path, '.ts')}`;
};

describe('constructs', () => {
  it.each(below('constructs').map(nameOf))('%s has a test of its own, or decides nothing', (name) => {
    expect(existsSync(`tests/constructs/${name}.test.ts`) !== name in plain).toBe(true);
  });
});

describe('stacks', () => {
  const stacks = [
    ...below('stacks'),
    ...readdirSync('hosts').flatMap((kind) => (existsSync(`hosts/${kind}/stacks`) ? below(`hosts/${kind}/stacks`) : [])),
  ].flatMap((path) => {
    const [, base = ''] = /^export class \w+ extends (\w*Stack)\b/m.exec(readFileSync(path, 'utf8')) ?? [];
    return base === '' ? [] : [[path, base.replace('Stack', '').toLowerCase()] as const];
  });

  it('are found by what they extend', () => {
    expect(stacks.length).toBeGreaterThan(20);
    // A cloud with one kind of stack has no base class of its own.
    expect(new Set(stacks.map(([, cloud]) => cloud))).toEqual(new Set(['aws', 'azure', 'blueprintterraform', 'cloudflare', 'databricks', 'google', 'watsonx']));
  });

  it.each(stacks)('%s has a test file', (path, cloud) => {
    const [, kind] = path.split('/');
    const places = [`tests/stacks/${cloud}`, ...(path.startsWith('hosts/') ? [`tests/hosts/${kind}`] : [])];
    expect(places.filter((folder) => existsSync(`${folder}/${basename(path)}`.replace(/\.ts$/, '.test.ts')))).not.toEqual([]);
  });
});
