import { boundedAccounts } from '../../derived/boundary.js';
import type { Sentence } from '../../hosts/shared/host-words.js';
import type { Topology } from '../../topology/schema/topology.js';
import { managementAccount } from '../../topology/views.js';

/** What a change of the guardrails means that the organization puts before Bedrock calls. */
export function enforcedGuardrailSentences(before: Topology, after: Topology): Sentence[] {
  const [was, is] = [managementAccount(before), managementAccount(after)];
  const guardrailsOf = (management: typeof was) => management?.organization.bedrockGuardrails ?? {};
  const regions = [...new Set([...Object.keys(guardrailsOf(was)), ...Object.keys(guardrailsOf(is))])].sort();
  return regions.flatMap((region) => {
    const [from, to] = [guardrailsOf(was)[region]?.guardrail, guardrailsOf(is)[region]?.guardrail];
    if (from === to) return [];
    const path = `accounts.aws.${(to === undefined ? was : is)?.alias}.organization.bedrockGuardrails.${region}`;
    const accounts = boundedAccounts(to === undefined ? before : after).join(', ');
    const calls = `Bedrock calls of ${accounts} in ${region}`;
    if (to === undefined) {
      const gone = `guardrail \`${short(from)}\` of the management account`;
      // The policy outlives its last guardrail; while others remain, it is changed in place.
      const stays = Object.keys(guardrailsOf(is)).length === 0;
      return [
        { path, tells: [path], text: stays ? `${calls} still pass ${gone} until its policy is detached by hand: ${order}` : `${calls} no longer pass ${gone}` },
      ];
    }
    const how = from === undefined ? `pass guardrail \`${short(to)}\`` : `pass guardrail \`${short(to)}\` instead of \`${short(from)}\``;
    const tells = from === undefined ? [path] : [`${path}.guardrail`];
    return [{ path, tells, text: `all ${calls} ${how} of the management account: if it is not there, or not shared with the account, all of them fail` }];
  });
}

const order = 'do that before the stacks of the accounts are deployed, by which callers lose the right to apply it';

/** Id and version. */
function short(guardrail: string | undefined): string {
  return guardrail?.split('guardrail/')[1] ?? '';
}
