/** Longest times that services allow, and how long clouds take to settle. Source: waits.yaml. Seconds. */
import { type Fact, table } from './read.js';

export type Wait =
  | 'fargate-stop'
  | 'custom-resource'
  | 'lambda-function'
  | 'codebuild-build'
  | 'vertex-request'
  | 'alb-idle-default'
  | 'google-backend-default';
export type Settling = 'google-grant' | 'google-api' | 'google-log-metric' | 'azure-role' | 'azure-account';

interface WaitRow extends Fact {
  readonly wait: Wait;
  readonly seconds: number;
}

interface SettlingRow extends Fact {
  readonly what: Settling;
  readonly seconds: number;
}

/** Longest that a service waits or lets run, whatever it is asked for. */
export function longestWait(wait: Wait): number {
  return secondsOf(wait, 'longest');
}

/** How long a container on Fargate has after SIGTERM where its definition says nothing. */
export function defaultFargateStop(): number {
  return secondsOf('fargate-stop', 'defaults');
}

/** Until what a cloud has confirmed is known everywhere: a provider returns before that, and offers no setting that waits. */
export function settlingSeconds(what: Settling): number {
  const row = table<SettlingRow>('waits', 'settling').find((one) => one.what === what);
  if (row === undefined) throw new Error(`facts/waits.yaml has no settling ${what}`);
  return row.seconds;
}

function secondsOf(wait: Wait, list: 'longest' | 'defaults'): number {
  const row = table<WaitRow>('waits', list).find((one) => one.wait === wait);
  if (row === undefined) throw new Error(`facts/waits.yaml has no ${list} ${wait}`);
  return row.seconds;
}
