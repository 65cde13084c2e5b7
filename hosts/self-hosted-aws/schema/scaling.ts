import { z } from 'zod';
import { entities, positiveCount, timezone } from '../../../topology/schema/primitives.js';

/** Least replicas from a point in time on, until the next schedule says otherwise. */
const scalingSchedule = z.strictObject({
  cron: z
    .string()
    .regex(/^[0-9A-Z*?,/#-]+( [0-9A-Z*?,/#-]+){5}$/, 'six fields, such as 0 6 ? * MON-FRI *')
    .refine(fitsClock, 'minutes to 59, hours to 23, days to 31, months to 12, days of the week to 7, years to 2199')
    .meta({
      description: 'When it starts, as an AWS cron expression: minutes, hours, day of month, month, day of week, year.',
      examples: ['0 6 ? * MON-FRI *'],
    }),
  minReplicas: positiveCount.meta({ description: 'Least replicas from then on.', unit: 'replicas', examples: [48] }),
  timezone: timezone.default('UTC').meta({ description: 'Time zone of the expression.', examples: ['Europe/Berlin'] }),
});

/** Largest number of each field of a cron expression. Source: Application Auto Scaling User Guide, cron expressions. */
const clock = [59, 23, 31, 12, 7, 2199];

function fitsClock(cron: string): boolean {
  return cron.split(' ').every((field, index) => (field.match(/\d+/g) ?? []).every((number) => Number(number) <= (clock[index] ?? 0)));
}

/** Replicas that follow load or the clock, between two bounds. */
export const scaling = z.strictObject({
  minReplicas: positiveCount.meta({ description: 'Fewest replicas.', unit: 'replicas', examples: [40] }),
  maxReplicas: positiveCount.optional().meta({ description: 'Most replicas.', unit: 'replicas', absent: 'as many as the nodes hold', examples: [48] }),
  waitingPerReplica: z
    .number()
    .min(0.1)
    .max(1_000)
    .optional()
    .meta({
      description: 'Waiting requests per replica that scaling keeps to. Needs images.metrics.',
      unit: 'requests',
      absent: 'the load scales nothing',
      examples: [8],
    }),
  schedules: entities(scalingSchedule, 'morning').default({}).meta({ description: 'Least replicas by the clock.' }),
});
