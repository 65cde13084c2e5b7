import type { Shared } from '../../../evidence/places/shared-values.js';
import { entity } from '../../../topology/views.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import type { BedrockHost } from '../schema.js';

/** The guardrail that calls have to name: the stack's own, or the one that the topology says exists. */
export function sharedGuardrail({ topology, id, host }: DeclaredHost<BedrockHost>): Readonly<Record<string, Shared>> {
  const { id: account, partition } = entity(topology.accounts.aws, host.account);
  const existing = topology.existing.guardrails[id];
  const key = topology.existing.keys[id];
  const arn = existing === undefined ? {} : { existing: `arn:${partition}:bedrock:${host.region}:${account}:guardrail/${existing.id}` };
  const version = existing === undefined ? {} : { existing: existing.version };
  return {
    'guardrail-arn': { type: 'AWS::Bedrock::Guardrail', attribute: 'GuardrailArn', ...arn },
    'guardrail-version': { type: 'AWS::Bedrock::GuardrailVersion', attribute: 'Version', ...version },
    'guardrail-key-arn': { type: 'AWS::KMS::Key', attribute: 'Arn', ...(key !== undefined && { existing: key }) },
  };
}
