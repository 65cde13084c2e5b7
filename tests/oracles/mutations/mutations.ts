import { rules } from '../../../policy/rules.js';
import { asOf } from '../../support/topologies.js';
import type { Asked } from '../asked.js';
import { say, type Verdict } from '../tools.js';
import { mutatedEvidence } from './apply.js';
import { chosen } from './chosen.js';
import { fileMutations } from './files/judged.js';
import { Judge } from './judged.js';
import { kinds } from './kinds.js';
import { matrix } from './matrix.js';
import { bar, type Judged, listing, table } from './table.js';

/** Mutations of one kind that one topology gives at most, so that no kind outweighs the others. */
const limit = 14;

/** The same, in a brief run. */
const briefLimit = 2;

/**
 * How many faults put into the output are noticed: by the rules alone, and by `check --from-output`, which synthesizes again. The kinds were written
 * without a look at the rules, so that both do not assume the same.
 */
export function mutations({ list, brief }: Asked): Verdict {
  const judged = matrix().flatMap(({ name, loaded, evidence }): Judged[] => {
    const judge = new Judge(rules, loaded, asOf, evidence);
    return kinds.flatMap((kind) =>
      chosen(kind, evidence, brief ? briefLimit : limit).map((mutation) => ({
        topology: name,
        mutation,
        answer: judge.answer(mutatedEvidence(evidence, mutation.stack, mutation.edit)),
      })),
    );
  });
  for (const line of table(judged)) say(line);
  if (list) for (const line of listing(judged)) say(line);
  const files = fileMutations(brief);
  say(files.judged);
  return {
    findings: [...bar(judged), ...files.findings],
    judged: `${brief ? `brief, at most ${briefLimit} instead of ${limit} of a kind in a topology: ` : ''}${summary(judged)}; ${files.judged}`,
  };
}

function summary(judged: readonly Judged[]): string {
  const faults = judged.filter(({ mutation }) => mutation.kind.verdict === 'real');
  const unnoticed = faults.filter(({ answer }) => answer.said === 'nothing').length;
  return `${faults.length - unnoticed} of ${faults.length} faults noticed by rules alone, ${judged.length - faults.length} harmless changes`;
}
