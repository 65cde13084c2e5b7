import type { Rule } from '../rule.js';
import { unknownName } from '../unknown-name.js';
import { silences } from '../waiving.js';

export const rule: Rule = {
  id: 'waivers/unused',
  severity: 'error',
  title: 'A waiver silences a finding, today.',
  why: 'A waiver whose finding is gone waits for the next one at the same place, which nobody has accepted. One that is not in force yet, or no longer, is taken for an exception that was granted.',
  fix: 'Delete the waiver. A renewal keeps the day of the first grant and names a later last day, at most 365 days after it.',

  *waivers(waivers, context) {
    const { findings, asOf } = context;
    for (const [index, waiver] of waivers.entries()) {
      if (unknownName(waiver, context) !== undefined) continue;
      const { rule: id, path, granted, expires, location } = waiver;
      const at = (field: string, message: string) => ({ path: `waivers[${index}]${field}`, location, message });
      const silenced = findings.filter((finding) => silences(waiver, finding));
      if (silenced.some(({ severity }) => severity === 'fatal')) yield at('', `${id} at ${path} is fatal, and fatal findings take no waiver.`);
      else if (granted > asOf) yield at('.granted', `It is granted only from ${granted}, and silences nothing before. Allowed: ${asOf} or earlier.`);
      else if (expires < asOf) yield at('.expires', `It ended on ${expires}, and silences nothing any more.`);
      else if (silenced.length === 0) yield at('', `${id} finds nothing at ${path}, so it silences nothing.`);
      else if (waivers.slice(0, index).some((other) => silenced.some((finding) => silences(other, finding))))
        yield at('', 'Another waiver before it silences the same finding.');
    }
  },
};
