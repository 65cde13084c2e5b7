import { type FineTuned, fineTunes } from '../../derived/fine-tunes.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/training-data',
  severity: 'fatal',
  title: 'The data that a fine-tune was trained on was approved for that, by its digest, and the approval has not ended.',
  why: 'What a model was trained on it can repeat, and nothing takes it out again. Data that was collected for another purpose, or that grew after it was approved, is found out by whoever asks the model for it.',
  fix: 'Record an approval of kind training-data with subject models.<id> and the digest of the data as dataSha256; train anew on approved data otherwise, and take the model out until then.',
  source: 'GDPR, articles 5(1)(b) and 6(4), further processing; ISO/IEC 42001, annex A.7, data for AI systems',

  *topology({ topology, asOf }) {
    for (const one of fineTunes(topology)) {
      const problem = unapproved(topology, one, asOf);
      if (problem !== undefined)
        yield {
          path: pathOf('models', one.id, 'fineTune', 'data'),
          message: `${one.id} was trained on ${one.fineTune.data.reference}, ${problem} (as of ${asOf}).`,
        };
    }
  },
};

/** Why no approval covers the data of a fine-tune; undefined where one does. */
function unapproved(topology: Topology, { id, fineTune: { data } }: FineTuned, asOf: string): string | undefined {
  const approvals = sortedEntries(topology.approvals).filter(([, { kind, subject }]) => kind === 'training-data' && subject === pathOf('models', id));
  const flaws = approvals.map(([name, { dataSha256, expires, grantedOn }]) => {
    if (dataSha256 === undefined) return `${name} names no data`;
    if (dataSha256 !== data.sha256) return `${name} covers data of digest ${dataSha256}`;
    if (grantedOn > asOf) return `${name} holds from ${grantedOn} on`;
    return expires < asOf ? `${name} ended on ${expires}` : undefined;
  });
  if (flaws.includes(undefined)) return undefined;
  return `of digest ${data.sha256}, which no approval in force covers${flaws.length === 0 ? '' : `: ${flaws.join('; ')}`}`;
}
