import { StringListParameter, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Stack, Tags } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { setOrigin } from '../../constructs/origin.js';
import { parameterName, stackName } from '../../derived/names.js';
import { type TagSubject, tagsFor } from '../../derived/tags.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import type { StackPlace } from '../order.js';
import { demandedOfStack, demandOfResources } from './landing-zone.js';

export interface AwsStackOptions {
  /** Alias of the account. */
  readonly account: string;
  /** Region, by its code. */
  readonly region: string;
  /** Kind of stack, such as `aws-fleet`, then what tells it from others of its kind. */
  readonly name: readonly [StackKind, ...string[]];
  /** What is in it, shown in the console. */
  readonly description: string;
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
  /** Whose tags everything in the stack carries. */
  readonly tags: TagSubject;
  /**
   * Whether CloudFormation refuses to delete it.
   * @default false
   */
  readonly terminationProtection?: boolean;
  /**
   * Begins the names of what is deployed beside the template.
   * @default - nothing
   */
  readonly assetPrefix?: string;
}

/** A CloudFormation stack in a declared account and region, tagged for finance. */
export abstract class AwsStack extends Stack {
  /** Where the order of deployment finds it. */
  readonly place: StackPlace;
  protected readonly financeTags: Readonly<Record<string, string>>;
  protected readonly topology: Topology;

  constructor(scope: Construct, context: StackContext, options: AwsStackOptions) {
    const { topology } = context;
    const [kind, ...parts] = options.name;
    super(scope, stackName(topology, options.account, kind, ...parts), {
      description: options.description,
      env: { account: entity(topology.accounts.aws, options.account).id, region: options.region },
      terminationProtection: options.terminationProtection ?? false,
      ...demandedOfStack(topology, entity(topology.accounts.aws, options.account).id, options.assetPrefix),
    });
    this.place = { kind, account: options.account, region: options.region, part: parts[0] };
    this.topology = topology;
    setOrigin(this, options.origin);
    this.financeTags = tagsFor(topology, options.tags);
    for (const [key, value] of Object.entries(this.financeTags)) Tags.of(this).add(key, value);
    demandOfResources(this, topology);
  }

  /** Tags something in a shared stack as one workload's; the stack's own tags would otherwise win. */
  protected tagAs(construct: IConstruct, subject: TagSubject): void {
    for (const [key, value] of Object.entries(tagsFor(this.topology, subject))) Tags.of(construct).add(key, value, { priority: 200 });
  }

  /** VPC of a declared network: the one named as existing, else the one that the network's own stack shares. */
  protected vpcId(network: string): string {
    return this.topology.existing.networks[network]?.id ?? this.shared('network', network, 'vpc-id');
  }

  protected subnets(network: string): readonly string[] {
    return this.topology.existing.networks[network]?.subnets ?? this.sharedList('network', network, 'subnets');
  }

  /** Puts a value where stacks of other lifecycles find it; an export would tie their lifecycles together. */
  protected share(id: string, name: readonly string[], value: string): void {
    new StringParameter(this, id, { parameterName: parameterName(this.topology.name, ...name), stringValue: value });
  }

  protected shareList(id: string, name: readonly string[], values: readonly string[]): void {
    new StringListParameter(this, id, { parameterName: parameterName(this.topology.name, ...name), stringListValue: [...values] });
  }

  /** Reads a value shared by another stack of the same account and region, at deploy time. */
  protected shared(...name: readonly string[]): string {
    return StringParameter.valueForStringParameter(this, parameterName(this.topology.name, ...name));
  }

  protected sharedList(...name: readonly string[]): string[] {
    return StringListParameter.valueForTypedListParameter(this, parameterName(this.topology.name, ...name));
  }
}
