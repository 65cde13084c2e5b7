import { z } from 'zod';
import { cloud, count, row } from './row.js';

const wait = z.enum([
  'fargate-stop',
  'custom-resource',
  'ecs-service-update',
  'lambda-function',
  'codebuild-build',
  'vertex-request',
  'alb-idle-default',
  'google-backend-default',
  'azure-gateway-default',
  'google-backend-keepalive',
]);

const network = z.enum([
  'aws-interface-endpoint',
  'aws-nat-gateway',
  'aws-transit-gateway',
  'aws-network-load-balancer',
  'aws-gateway-load-balancer',
  'aws-network-firewall',
  'aws-security-group',
  'azure-application-gateway',
  'azure-private-link',
  'azure-firewall',
  'azure-nat-gateway',
  'azure-load-balancer',
  'google-vpc-firewall',
]);

export const waits = {
  longest: row('Longest that a service waits or lets run, whatever it is asked for', { wait, seconds: count }),
  defaults: row('How long a service waits where nothing is said', { wait, seconds: count }),
  networks: row('Silence after which something that passes packets on forgets a TCP connection, where nobody sets another', {
    network,
    cloud,
    seconds: count,
    set: z.enum(['fixed', 'by its owner']).describe('Whether whoever runs it can have it otherwise'),
  }),
  settling: row('Until what a cloud has confirmed is known everywhere', {
    what: z.enum(['google-grant', 'google-api', 'google-log-metric', 'azure-role', 'azure-account']),
    seconds: count,
  }),
};
