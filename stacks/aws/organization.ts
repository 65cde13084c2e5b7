import type { Construct } from 'constructs';
import { guardrailEnforcement } from '../../constructs/aws/guardrails/guardrail-enforcement.js';
import { bedrockBoundary } from '../../constructs/aws/organization/bedrock-boundary.js';
import { capacityBoundary } from '../../constructs/aws/organization/capacity-boundary.js';
import { OrganizationPolicy } from '../../constructs/aws/organization/organization-policy.js';
import { bedrockUse, boundedAccounts, fleetRegions } from '../../derived/boundary.js';
import { rolePathOf } from '../../derived/landing-zone.js';
import { stackName } from '../../derived/names.js';
import { gpuFamilies, organizationPlace } from '../../facts/iam.js';
import { pathOf } from '../../topology/path.js';
import { entity, type managementAccount, sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

type Management = NonNullable<ReturnType<typeof managementAccount>>;
type Organization = Management['organization'];

/** Organization policies of the accounts that this topology owns: what not even their administrators can do. */
export class OrganizationStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, management: Management) {
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
    const accounts = boundedAccounts(context.topology);
    for (const alias of accounts) this.bound(alias, management.organization);
    if (accounts.length === 0) return;
    const targets = accounts.map((alias) => entity(context.topology.accounts.aws, alias).id);
    this.guardrails(targets, sortedEntries(management.organization.bedrockGuardrails));
    if (place.optOut) this.optOut(targets);
  }

  /** What an account may do with Bedrock and with accelerators. */
  private bound(alias: string, { platformRoles, procurementRoles }: Organization): void {
    const { topology, partition } = this;
    const { id, bedrock } = entity(topology.accounts.aws, alias);
    const roles = (names: readonly string[]) => names.map((name) => `arn:${partition}:iam::${id}:role/${name}`);
    const deployers = [
      `cdk-${this.synthesizer.bootstrapQualifier}-cfn-exec-role-${id}-*`,
      `${rolePathOf(topology).slice(1)}${generatedRoles(stackName(topology, alias, 'aws-'))}`,
    ];
    this.control(`Bedrock-${alias}`, id, {
      name: `llama-${topology.name}-${alias}-bedrock`,
      description: `What ${alias} may do with Amazon Bedrock at most`,
      statements: bedrockBoundary({
        partition,
        ...bedrockUse(topology, alias),
        // Keeping less is never refused.
        retention: [...new Set(['none', bedrock.retention])],
        platformRoles: roles([...platformRoles, ...deployers]),
      }),
    });
    this.control(`Capacity-${alias}`, id, {
      name: `llama-${topology.name}-${alias}-capacity`,
      description: `Where ${alias} may run accelerators, and who may buy them ahead`,
      statements: capacityBoundary({
        partition,
        families: gpuFamilies(),
        regions: fleetRegions(topology, alias),
        procurementRoles: roles(procurementRoles),
      }),
    });
  }

  private control(id: string, target: string, policy: { readonly name: string; readonly description: string; readonly statements: readonly object[] }): void {
    const { name, description, statements } = policy;
    const content = { Version: '2012-10-17', Statement: statements };
    new OrganizationPolicy(this, id, { name, description, type: 'SERVICE_CONTROL_POLICY', content, targets: [target] });
  }

  private guardrails(targets: readonly string[], byRegion: readonly (readonly [string, Organization['bedrockGuardrails'][string]])[]): void {
    if (byRegion.length === 0) return;
    new OrganizationPolicy(this, 'BedrockGuardrails', {
      name: `llama-${this.topology.name}-bedrock-guardrails`,
      description: 'Guardrails of the management account on every Bedrock call of these accounts',
      type: 'BEDROCK_POLICY',
      content: guardrailEnforcement(Object.fromEntries(byRegion)),
      targets,
    });
  }

  private optOut(targets: readonly string[]): void {
    new OrganizationPolicy(this, 'OptOut', {
      name: `llama-${this.topology.name}-ai-opt-out`,
      description: 'AI services of AWS may not store content of these accounts to improve themselves',
      type: 'AISERVICES_OPT_OUT_POLICY',
      content: optOut,
      targets,
    });
  }
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
