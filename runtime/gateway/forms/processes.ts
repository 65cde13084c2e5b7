import { z } from 'zod';

/** What each process of a task of the gateway is started with: `processes.json`. The image holds the programs; what they are told is here, to be judged. */

const started = z.strictObject({ arguments: z.array(z.string().min(1)) });

export const processesForm = z.strictObject({
  version: z.literal(1),
  topology: z.string().min(1),
  zone: z.string().min(1),
  envoy: started,
  keys: started,
  policy: started,
  tokens: started,
  /** Where a route leads to Bedrock. */
  translator: started.optional(),
});

export type ProcessesFile = z.infer<typeof processesForm>;
