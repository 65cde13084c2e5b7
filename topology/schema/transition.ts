import { z } from 'zod';
import type { NamedModel } from './host-form.js';
import { day, id, positiveCount } from './primitives.js';

/**
 * Two versions side by side while workloads move. What is emitted depends only on this declaration, never on the date:
 * declare it to bring the second version up, remove it to take it down.
 */
const versions = z.strictObject({
  next: id.meta({ description: 'Model that takes over, by its key in models. The `serving` settings of the host hold for both.', examples: ['llama4'] }),
  nodes: positiveCount.meta({ description: 'Nodes for the next model, beside nodes.count.', unit: 'nodes', examples: [4] }),
  from: day.meta({ description: 'First day with both.', examples: ['2026-12-01'] }),
  cutover: day.meta({
    description: 'Day on which the gateway is to send everything to the next model: `trafficPercent` does it, a day never does.',
    examples: ['2026-12-15'],
  }),
  trafficPercent: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .meta({ description: 'Share of the requests of the host that the gateway sends to the next model.', unit: 'percent', examples: [10] }),
  end: day.meta({ description: 'Last day with both.', examples: ['2027-01-15'] }),
});

/** Of every fleet whose cloud can run two versions of a model behind one load balancer. */
export const transition = versions.optional().meta({
  description: 'Two versions side by side while workloads move. Declared, the second comes up; removed, it goes (docs/operations.md#moving-to-another-model).',
  absent: 'one model',
});

export type Transition = z.infer<typeof versions>;

/** The model that takes over. */
export const nextModel = (host: { readonly transition?: Transition | undefined }): readonly NamedModel[] =>
  host.transition === undefined ? [] : [{ model: host.transition.next, field: 'transition.next' }];
