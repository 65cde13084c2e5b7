import { ociInference } from '../../clouds/oci.js';
import { physicalName } from '../../derived/names.js';
import { any, differences, type Form } from '../../evidence/expected/differences.js';
import { allFieldsDiffer, countDiffers, ofType } from '../../evidence/expected/resources.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { record } from '../../evidence/synthesized/stack.js';
import { nameLimit } from '../../facts/limits.js';
import { named } from '../shared/answering-judge.js';
import type { HostJudge, JudgedHost } from '../shared/host-judge.js';
import { stacklessHost } from '../shared/no-servers-judge.js';
import { statementOf } from './policy.js';
import type { OciGenerativeAiHost } from './schema.js';

export const judge: HostJudge<OciGenerativeAiHost> = {
  ...stacklessHost,
  *emitted(judged) {
    yield* placeProblems(judged);
    yield* policyProblems(judged);
  },
  speaks: 'oci-generative-ai',
  answering: ({ host }) => [named(ociInference(host.region))],
};

/** Where a module deploys to. Whose tenancy that is, the compartment says, which is in one. */
function* placeProblems({ topology, host, stacks }: JudgedHost<OciGenerativeAiHost>): Iterable<Problem> {
  const region = topology.accounts.oci[host.account]?.homeRegion;
  for (const stack of stacks) {
    const found = record(stack.document['provider'])['oci'];
    if (region === undefined || found === undefined) yield { stack, message: `${stack.name} has no provider oci of a known account.` };
    else for (const difference of differences([{ region }], found, 'provider.oci')) yield { stack, message: `${stack.name} ${difference}` };
  }
}

/** One policy with one statement, compared word by word. */
function* policyProblems({ topology, id, host, stacks }: JudgedHost<OciGenerativeAiHost>): Iterable<Problem> {
  const compartment = topology.accounts.oci[host.account]?.compartment;
  if (compartment === undefined) return;
  const fields: Readonly<Record<string, Form>> = {
    compartment_id: compartment,
    name: physicalName(nameLimit('ociPolicy'), topology.name, id),
    description: any,
    statements: [statementOf(topology, host)],
  };
  yield* countDiffers(stacks, 'oci_identity_policy', 1);
  for (const resource of ofType(stacks, 'oci_identity_policy')) yield* allFieldsDiffer(resource, fields);
}
