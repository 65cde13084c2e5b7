import type { Construct } from 'constructs';
import { bedrockBoundary } from '../../constructs/aws/bedrock-boundary.js';
import { capacityBoundary } from '../../constructs/aws/capacity-boundary.js';
import { guardrailEnforcement } from '../../constructs/aws/guardrail-enforcement.js';
import { OrganizationPolicy } from '../../constructs/aws/organization-policy.js';
import { bedrockUse, boundedAccounts, fleetRegions } from '../../derived/boundary.js';
import { stackName } from '../../derived/names.js';
import { gpuFamilies, organizationPlace } from '../../facts/iam.js';
import { pathOf } from '../../topology/path.js';
import type { managementAccount } from '../../topology/views.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** Organization policies of the accounts that this topology owns: what not even their administrators can do. */
export class OrganizationStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, management: NonNullable<ReturnType<typeof managementAccount>>) {
    const origin = pathOf('accounts', 'aws', management.alias, 'organization');
    const place = organizationPlace(management.partition);
    super(scope, context, {
      account: management.alias,
      region: place.region,
      name: ['aws-organization'],
      description: 'Service control policies and AI opt-out of the accounts of this topology',
      origin,
      tags: {},
      terminationProtection: true,
    });
    const { topology } = context;
    const accounts = boundedAccounts(topology);
    for (const alias of accounts) {
      const { id, bedrock } = entity(topology.accounts.aws, alias);
      const roles = (names: readonly string[]) => names.map((name) => `arn:${this.partition}:iam::${id}:role/${name}`);
      new OrganizationPolicy(this, `Bedrock-${alias}`, {
        name: `llama-${topology.name}-${alias}-bedrock`,
        description: `What ${alias} may do with Amazon Bedrock at most`,
        type: 'SERVICE_CONTROL_POLICY',
        content: statements(
          bedrockBoundary({
            partition: this.partition,
            ...bedrockUse(topology, alias),
            // Keeping less is never refused.
            retention: [...new Set(['none', bedrock.retention])],
            platformRoles: roles([
              ...management.organization.platformRoles,
              `cdk-${this.synthesizer.bootstrapQualifier}-cfn-exec-role-${id}-*`,
              generatedRoles(stackName(topology, alias, 'aws-')),
            ]),
          }),
        ),
        targets: [id],
      });
      new OrganizationPolicy(this, `Capacity-${alias}`, {
        name: `llama-${topology.name}-${alias}-capacity`,
        description: `Where ${alias} may run accelerators, and who may buy them ahead`,
        type: 'SERVICE_CONTROL_POLICY',
        content: statements(
          capacityBoundary({
            partition: this.partition,
            families: gpuFamilies(),
            regions: fleetRegions(topology, alias),
            procurementRoles: roles(management.organization.procurementRoles),
          }),
        ),
        targets: [id],
      });
    }
    if (accounts.length === 0) return;
    const targets = accounts.map((alias) => entity(topology.accounts.aws, alias).id);
    const guardrails = sortedEntries(management.organization.bedrockGuardrails);
    if (guardrails.length > 0) {
      new OrganizationPolicy(this, 'BedrockGuardrails', {
        name: `llama-${topology.name}-bedrock-guardrails`,
        description: 'Guardrails of the management account on every Bedrock call of these accounts',
        type: 'BEDROCK_POLICY',
        content: guardrailEnforcement(Object.fromEntries(guardrails)),
        targets,
      });
    }
    if (!place.optOut) return;
    new OrganizationPolicy(this, 'OptOut', {
      name: `llama-${topology.name}-ai-opt-out`,
      description: 'AI services of AWS may not store content of these accounts to improve themselves',
      type: 'AISERVICES_OPT_OUT_POLICY',
      content: optOut,
      targets,
    });
  }
}

function statements(all: readonly object[]): object {
  return { Version: '2012-10-17', Statement: all };
}

/**
 * Roles that CloudFormation names itself, among them those of functions which set what has no resource type. Their names
 * begin with that of the stack, of which at least the first twenty characters are kept.
 */
function generatedRoles(prefix: string): string {
  return `${prefix.slice(0, 20)}*`;
}

const locked = { '@@operators_allowed_for_child_policies': ['@@none'] };
const optOut = { services: { ...locked, default: { ...locked, opt_out_policy: { ...locked, '@@assign': 'optOut' } } } };
