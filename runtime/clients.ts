/** How clients of AWS in functions wait: seconds. A call that hangs is given up and repeated like one that is throttled. */
export interface ClientTimes {
  readonly connect: number;
  readonly request: number;
  readonly attempts: number;
}

/** By function. Work that is given up in the middle is stopped before the function's time is over (custom-resource/respond.ts). */
export const clientTimes = {
  'allocated-cost': { connect: 3, request: 45, attempts: 8 },
  'bedrock-account': { connect: 3, request: 10, attempts: 8 },
  'bedrock-import': { connect: 3, request: 20, attempts: 8 },
  'model-lifecycle': { connect: 3, request: 10, attempts: 5 },
} as const satisfies Readonly<Record<string, ClientTimes>>;

/** As the SDK takes them. */
export function clientOptions({ connect, request, attempts }: ClientTimes) {
  return { maxAttempts: attempts, requestHandler: { connectionTimeout: connect * 1_000, requestTimeout: request * 1_000, throwOnRequestTimeout: true } };
}
