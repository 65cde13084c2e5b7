import { nearnessOf } from '../../derived/ends.js';
import { softwareEnds } from '../../derived/software-ends.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/software-ends',
  severity: 'warning',
  title: 'No engine, monitor, machine image or proxy is past the day until which its makers, or an age limit, keep it up, or within 90 days of it.',
  why: 'After that day nobody mends what is found in it, and it still runs as on every other. An engine that is half a year old is thirteen releases behind: the longer it waits, the more an update changes at once.',
  fix: 'Name a newer release, with its digest, and move to it by a transition. Within 30 days of the end this is an error. A limit that is a choice of this project is in facts/software.yaml.',
  source: 'facts/software.yaml, with a source for each row',

  *topology({ topology, outputs, asOf }) {
    for (const { path, software, version, on, why } of softwareEnds(topology, outputs)) {
      const of = `${software} ${version}`;
      if (on === 'unknown') {
        yield { path, message: `Until when ${of} is kept up is not known: ${why}.` };
        continue;
      }
      const near = nearnessOf(on, asOf);
      if (near !== undefined) yield { path, severity: near.severity, message: `${of} ends on ${on}, ${near.words} (as of ${asOf}): ${why}.` };
      else if (on < asOf) yield { path, severity: 'error', message: `${of} ended on ${on} (as of ${asOf}): ${why}.` };
    }
  },
};
