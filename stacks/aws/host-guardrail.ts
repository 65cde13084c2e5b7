import type { Stack } from 'aws-cdk-lib/core';
import { EncryptionKey } from '../../constructs/aws/encryption-key.js';
import { Guardrail, type GuardrailProps } from '../../constructs/aws/guardrail.js';
import { setOrigin } from '../../constructs/origin.js';
import type { Topology } from '../../topology/schema/topology.js';

/** A published guardrail, and the key it is encrypted with where that is ours. */
export interface GuardrailReference {
  readonly arn: string;
  readonly version: string;
  readonly keyArn?: string;
}

/** The guardrail that calls of a host must name: the one that the topology says exists, else one of its own. */
export function hostGuardrail(stack: Stack, topology: Topology, host: string, settings: Pick<GuardrailProps, 'strength' | 'personalData'>): GuardrailReference {
  const existing = topology.existing.guardrails[host];
  if (existing !== undefined) {
    return { arn: `arn:${stack.partition}:bedrock:${stack.region}:${stack.account}:guardrail/${existing.id}`, version: existing.version };
  }
  const key = new EncryptionKey(stack, 'Key', { description: `Guardrail of ${host}` });
  const guardrail = new Guardrail(stack, 'Guardrail', { name: `${topology.name}-${host}`, key, ...settings });
  setOrigin(guardrail, `hosts.${host}.guardrail`);
  return { arn: guardrail.guardrailArn, version: guardrail.version, keyArn: key.keyArn };
}
