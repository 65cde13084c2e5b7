import { gatewayPlaces } from '../../derived/gateway-service.js';
import { imageAges } from '../../facts/gateway.js';
import { daysBetween } from '../../topology/day.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/image-age',
  severity: 'warning',
  title: 'No image of a gateway was recorded longer ago than its base may go without fixes.',
  why: 'A digest never changes, and so never gets a fix: what is found in Envoy, in Node or below them after the record stays there until somebody builds again. Nothing else here grows old so quietly.',
  fix: 'Copy the newest Envoy of a line that is allowed, build the processes on the newest base, and record both with `npm run blueprint -- gateway image record`. Recording the same digest again makes it no younger. After 90 days this is an error.',
  source: 'imageAge in facts/gateway.yaml',

  *topology({ topology, outputs, asOf }) {
    for (const { zone, account, region } of gatewayPlaces(topology)) {
      const images = outputs.gateway?.images[account]?.[region];
      // Nothing is recorded: nothing is served, or it is the documentation of an example.
      if (images === undefined) continue;
      const path = pathOf('gateway', 'zones', zone);
      const { recordedOn } = images;
      if (recordedOn === undefined) {
        const message = `When the images of ${account} in ${region} were recorded is not known. Allowed: recordedOn, which \`gateway image record\` writes.`;
        yield { path, severity: 'error', message };
        continue;
      }
      for (const image of ['envoy', 'processes'] as const) {
        const day = recordedOn[image];
        const found = ageProblem(day, asOf);
        if (found !== undefined) yield { path, severity: found.severity, message: `Image ${images[image]} was recorded on ${day}, ${found.words}` };
      }
    }
  },
};

function ageProblem(day: string, asOf: string): { readonly severity: 'warning' | 'error'; readonly words: string } | undefined {
  const days = daysBetween(day, asOf);
  if (days < 0) return { severity: 'error', words: `after ${asOf}, the day that dates are compared with.` };
  const passed = imageAges().find((limit) => days > limit.days);
  return passed && { severity: passed.severity, words: `${days} days ago (as of ${asOf}). Allowed: ${passed.days}.` };
}
