import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/recorded-dates',
  severity: 'error',
  title: 'What is recorded as done was done: no review and no acceptance is dated after the day of the judgement.',
  why: 'A licence that will be accepted next year, or terms that will be read next year, are a plan. Recorded as done they satisfy every rule that asks for them.',
  fix: 'Record the day on which it was done, once it was.',

  *topology({ topology, asOf }) {
    for (const [path, what, day] of recorded(topology))
      if (day > asOf) yield { path, message: `${what} on ${day}, after ${asOf}. Allowed: a day that has come.` };
  },
};

function* recorded({ contracts, licence, hosts }: Topology): Iterable<readonly [path: string, what: string, day: string]> {
  for (const [id, { data }] of sortedEntries(contracts))
    if (data !== 'none') yield [pathOf('contracts', id, 'data', 'reviewedOn'), `The terms of ${id} are recorded as reviewed`, data.reviewedOn];
  for (const [id, { on }] of sortedEntries(licence.accepted)) yield [pathOf('licence', 'accepted', id, 'on'), `${id} is recorded as accepted`, on];
  for (const [id, host] of sortedEntries(hosts))
    if ('eula' in host && host.eula !== undefined)
      yield [pathOf('hosts', id, 'eula', 'acceptedOn'), `The terms of ${id} are recorded as accepted`, host.eula.acceptedOn];
}
