import { Testing } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { ProvisionedEndpoint, type ProvisionedEndpointProps } from '../../../constructs/databricks/serving/provisioned-endpoint.js';
import type { Json } from '../../support/documents.js';

const props: ProvisionedEndpointProps = {
  name: 'lake-maverick',
  entity: { name: 'system.ai.llama-4-maverick', version: '1' },
  modelUnits: 100,
  budgetPolicyId: 'policy',
  tags: { owner: 'claims', workload: 'claims' },
  callers: ['app-1', 'app-2'],
};
const made = (more: Partial<ProvisionedEndpointProps> = {}): Json =>
  JSON.parse(Testing.synthScope((scope) => void new ProvisionedEndpoint(scope, 'Serving', { ...props, ...more }))).resource;
const endpoint = (more?: Partial<ProvisionedEndpointProps>): Json => Object.values<Json>(made(more).databricks_model_serving_provisioned_throughput)[0];

describe('an endpoint of provisioned throughput', () => {
  it('serves one model at a pinned version', () => {
    expect(endpoint().config).toEqual({
      served_entities: [{ name: 'declared-model', entity_name: 'system.ai.llama-4-maverick', entity_version: '1', provisioned_model_units: 100 }],
      traffic_config: { routes: [{ served_entity_name: 'declared-model', traffic_percentage: 100 }] },
    });
  });

  it('counts usage, stores no prompt and falls back nowhere', () => {
    expect(endpoint().ai_gateway).toEqual({
      usage_tracking_config: { enabled: true },
      inference_table_config: { enabled: false },
      fallback_config: { enabled: false },
    });
  });

  it('refuses what is over its limit, and what its guardrails find', () => {
    const gateway = endpoint({ tokensPerMinute: 5000, guardrails: { safety: true, personalData: 'BLOCK' } }).ai_gateway;
    const filter = { safety: true, pii: { behavior: 'BLOCK' } };
    expect(gateway.rate_limits).toEqual([{ key: 'endpoint', tokens: 5000, renewal_period: 'minute' }]);
    expect(gateway.guardrails).toEqual({ input: filter, output: filter });
  });

  it('may be called by its service principals alone', () => {
    expect(Object.values<Json>(made().databricks_permissions)[0]?.access_control).toEqual([
      { permission_level: 'CAN_QUERY', service_principal_name: 'app-1' },
      { permission_level: 'CAN_QUERY', service_principal_name: 'app-2' },
    ]);
    expect(made({ callers: [] }).databricks_permissions).toBeUndefined();
  });
});
