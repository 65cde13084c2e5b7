import { CfnOutput, type Stack } from 'aws-cdk-lib/core';
import { EncryptionKey } from '../../constructs/aws/encryption/encryption-key.js';
import { existingKey } from '../../constructs/aws/encryption/lent-key.js';
import { Guardrail } from '../../constructs/aws/guardrails/guardrail.js';
import type { GuardrailReference } from '../../constructs/aws/guardrails/guardrail-reference.js';
import { setOrigin } from '../../constructs/origin.js';
import { guardrailContent } from '../../derived/guardrail-content.js';
import type { BedrockHost } from '../../hosts/bedrock/schema.js';
import type { BedrockImportHost } from '../../hosts/bedrock-import/schema.js';
import { pathOf } from '../../topology/path.js';
import type { StackContext } from '../context.js';

/**
 * The guardrail that calls of a host must name: the one that the topology says exists, else one of its own. After an edit
 * calls may also name the version that was deployed before it, until the outputs file knows the new one.
 */
export function hostGuardrail(stack: Stack, { topology, outputs }: StackContext, id: string, host: BedrockHost | BedrockImportHost): GuardrailReference {
  const existing = topology.existing.guardrails[id];
  const named = topology.existing.keys[id];
  if (existing !== undefined) {
    const arn = `arn:${stack.partition}:bedrock:${stack.region}:${stack.account}:guardrail/${existing.id}`;
    // Bedrock decrypts a guardrail with the rights of the caller.
    return { arn, versions: [existing.version], ...(named !== undefined && { keyArn: named }) };
  }
  const { contentFilters, deniedTopics, identifiers, grounding } = guardrailContent(topology, id, host);
  const { strength, personalData } = host.guardrail;
  const key = named === undefined ? new EncryptionKey(stack, 'Key', { description: `Guardrail of ${id}` }) : existingKey(stack, 'Key', named);
  const guardrail = new Guardrail(stack, 'Guardrail', {
    name: `${topology.name}-${id}`,
    key,
    strength,
    contentFilters,
    deniedTopics,
    ...(personalData !== 'allow' && { personalData: { identifiers, action: personalData } }),
    grounding,
  });
  setOrigin(guardrail, pathOf('hosts', id, 'guardrail'));
  new CfnOutput(stack, 'GuardrailId', { description: 'Guardrail that calls name', value: guardrail.guardrailId });
  new CfnOutput(stack, 'GuardrailVersion', { description: 'Its version in force', value: guardrail.version });
  new CfnOutput(stack, 'GuardrailDefinition', { description: 'Digest of what that version holds', value: guardrail.definition });
  const deployed = outputs.hosts?.[id]?.guardrail;
  const before = deployed === undefined || deployed.definition === guardrail.definition ? [] : [deployed.version];
  return { arn: guardrail.guardrailArn, versions: [guardrail.version, ...before], keyArn: key.keyArn };
}
