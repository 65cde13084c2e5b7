import { Construct } from 'constructs';
import { UnboundResource } from '../../unbound/unbound-resource.js';

export interface KeyPolicyProps {
  /** OCID of the compartment that it is in, and speaks of. */
  readonly compartment: string;
  /** Unique in the tenancy. */
  readonly name: string;
  /** What it is for; shown in the console. */
  readonly description: string;
  /** The one sentence that it consists of. */
  readonly statement: string;
}

/** A policy of Oracle's IAM with one statement, for a key that callers show. No binding of CDK for Terraform has the type: tests/support/oci-schema.yaml. */
export class KeyPolicy extends Construct {
  constructor(scope: Construct, id: string, { compartment, name, description, statement }: KeyPolicyProps) {
    super(scope, id);
    const attributes: PolicyAttributes = { compartment_id: compartment, name, description, statements: [statement] };
    new UnboundResource(this, 'Policy', 'oci_identity_policy', attributes);
  }
}

/** Attributes that are emitted, as the provider's documentation has them. */
interface PolicyAttributes {
  /** OCID of the compartment that it is in. */
  readonly compartment_id: string;
  /** Unique in the tenancy, and never changed. */
  readonly name: string;
  /** What it is for. */
  readonly description: string;
  /** Sentences of Oracle's policy language. */
  readonly statements: readonly string[];
}
