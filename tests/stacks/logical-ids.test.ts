import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

/** Types whose replacement loses data, capacity, an address that others rely on, or a subscription that its owner confirmed. */
const pinned =
  /^(AWS::(KMS::Key|S3::Bucket|EC2::(VPC|Subnet|CapacityReservation)|AutoScaling::AutoScalingGroup|ElasticLoadBalancingV2::LoadBalancer|Bedrock::ApplicationInferenceProfile|SecretsManager::Secret|SNS::(Topic|Subscription)|IAM::Role|ECS::Cluster)|google_(kms_crypto_key|discovery_engine_data_store|discovery_engine_search_engine|storage_bucket|compute_network|vertex_ai_endpoint_with_model_garden_deployment|iam_workload_identity_pool)|azurerm_(key_vault|key_vault_key|cognitive_account|cognitive_deployment|virtual_network))$/;

describe('logical ids and Terraform addresses', () => {
  it('are public: a changed one destroys and creates (accept with: npx vitest run tests/stacks --update)', async () => {
    const evidence = evidenceOf(topologyWith());
    const lines = [...(evidence.aws ?? []), ...(evidence.terraform ?? [])].flatMap((stack) =>
      stack.resources.filter(({ type }) => pinned.test(type)).map(({ type, id }) => `${stack.name}  ${id.startsWith(type) ? id : `${type}.${id}`}`),
    );
    await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot('logical-ids.txt');
  });
});
