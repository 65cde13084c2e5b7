import { z } from 'zod';
import { count, row } from './row.js';

const wait = z.enum([
  'fargate-stop',
  'custom-resource',
  'ecs-service-update',
  'lambda-function',
  'codebuild-build',
  'vertex-request',
  'alb-idle-default',
  'google-backend-default',
  'google-backend-keepalive',
]);

export const waits = {
  longest: row('Longest that a service waits or lets run, whatever it is asked for', { wait, seconds: count }),
  defaults: row('How long a service waits where nothing is said', { wait, seconds: count }),
  settling: row('Until what a cloud has confirmed is known everywhere', {
    what: z.enum(['google-grant', 'google-api', 'google-log-metric', 'azure-role', 'azure-account']),
    seconds: count,
  }),
};
