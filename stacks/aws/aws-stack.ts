import { Stack, Tags } from 'aws-cdk-lib/core';
import { StringListParameter, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { setOrigin } from '../../constructs/origin.js';
import { parameterName } from '../../topology/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import { type TagSubject, tagsFor } from '../../topology/tags.js';
import { entity } from '../../topology/views.js';
import { type StackContext, stackName } from '../context.js';

export interface AwsStackOptions {
  readonly account: string;
  readonly region: string;
  /** Kind of stack, such as `aws-fleet`, then what tells it from others of its kind. */
  readonly name: readonly [string, ...string[]];
  readonly description: string;
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
  /** Whose tags everything in the stack carries. */
  readonly tags: TagSubject;
  /** @default false */
  readonly terminationProtection?: boolean;
}

/** A CloudFormation stack in a declared account and region, tagged for finance. */
export abstract class AwsStack extends Stack {
  protected readonly financeTags: Readonly<Record<string, string>>;
  protected readonly topology: Topology;

  constructor(scope: Construct, context: StackContext, options: AwsStackOptions) {
    const { topology } = context;
    const [kind, ...parts] = options.name;
    super(scope, stackName(topology, options.account, kind, ...parts), {
      description: options.description,
      env: { account: entity(topology.accounts.aws, options.account).id, region: options.region },
      terminationProtection: options.terminationProtection ?? false,
    });
    this.topology = topology;
    setOrigin(this, options.origin);
    this.financeTags = tagsFor(topology, options.tags);
    for (const [key, value] of Object.entries(this.financeTags)) Tags.of(this).add(key, value);
  }

  /** VPC and subnets of a declared network: those named as existing, else those its own stack shares. */
  protected network(id: string): { readonly vpcId: string; readonly subnets: readonly string[] } {
    const existing = this.topology.existing.networks[id];
    if (existing !== undefined) return { vpcId: existing.id, subnets: existing.subnets ?? [] };
    return { vpcId: this.shared('network', id, 'vpc-id'), subnets: this.sharedList('network', id, 'subnets') };
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
