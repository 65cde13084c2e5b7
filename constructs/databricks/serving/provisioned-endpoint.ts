import { ModelServingProvisionedThroughput } from '@cdktf/provider-databricks/lib/model-serving-provisioned-throughput/index.js';
import { Permissions } from '@cdktf/provider-databricks/lib/permissions/index.js';
import { Construct } from 'constructs';

export interface ProvisionedEndpointProps {
  /** What callers pass as the model. */
  readonly name: string;
  /** The model in Unity Catalog, such as `system.ai.…`, at a pinned version. */
  readonly entity: { readonly name: string; readonly version: string };
  /** What it is billed by, busy or not. */
  readonly modelUnits: number;
  /**
   * Tokens a minute over which AI Gateway refuses.
   * @default - no rate limit
   */
  readonly tokensPerMinute?: number;
  /**
   * What AI Gateway refuses in prompts and answers alike.
   * @default - nothing
   */
  readonly guardrails?: { readonly safety: boolean; readonly personalData: 'BLOCK' | 'NONE' };
  /** Of the budget policy that its usage is billed under. */
  readonly budgetPolicyId: string;
  /** They go into the records of billing. */
  readonly tags: Readonly<Record<string, string>>;
  /** Application ids of the service principals that may call it, and nobody else. */
  readonly callers: readonly string[];
}

/** Name of the one model behind an endpoint. */
const served = 'declared-model';

/** A model on capacity of its own. Usage is counted; requests and answers are stored nowhere. */
export class ProvisionedEndpoint extends Construct {
  constructor(scope: Construct, id: string, props: ProvisionedEndpointProps) {
    super(scope, id);
    const { tokensPerMinute, guardrails } = props;
    const filter = guardrails && { safety: guardrails.safety, pii: { behavior: guardrails.personalData } };
    const endpoint = new ModelServingProvisionedThroughput(this, 'Endpoint', {
      name: props.name,
      budgetPolicyId: props.budgetPolicyId,
      config: {
        servedEntities: [{ name: served, entityName: props.entity.name, entityVersion: props.entity.version, provisionedModelUnits: props.modelUnits }],
        trafficConfig: { routes: [{ servedEntityName: served, trafficPercentage: 100 }] },
      },
      aiGateway: {
        usageTrackingConfig: { enabled: true },
        // An inference table holds every prompt and answer.
        inferenceTableConfig: { enabled: false },
        // To another endpoint, which may process elsewhere.
        fallbackConfig: { enabled: false },
        ...(tokensPerMinute !== undefined && { rateLimits: [{ key: 'endpoint', tokens: tokensPerMinute, renewalPeriod: 'minute' }] }),
        ...(filter && { guardrails: { input: filter, output: filter } }),
      },
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    if (props.callers.length === 0) return;
    new Permissions(this, 'Callers', {
      servingEndpointId: endpoint.servingEndpointId,
      accessControl: props.callers.map((servicePrincipalName) => ({ servicePrincipalName, permissionLevel: 'CAN_QUERY' })),
    });
  }
}
