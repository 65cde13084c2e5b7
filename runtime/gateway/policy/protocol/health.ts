import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';

/** grpc.health.v1: status 1 is SERVING, 2 is NOT_SERVING. The request may name a service; there is one. */
const answers = { serving: Buffer.from([0x08, 1]), 'not serving': Buffer.from([0x08, 2]) } as const;
type Status = keyof typeof answers;

const asIs = (bytes: Buffer) => bytes;

export const health = {
  Check: {
    path: '/grpc.health.v1.Health/Check',
    requestStream: false,
    responseStream: false,
    requestDeserialize: asIs,
    requestSerialize: asIs,
    responseDeserialize: asIs,
    responseSerialize: asIs,
  },
} as const;

/** Answers Envoy's health checks. */
export function healthCheck(status: () => Status) {
  return { Check: (_: ServerUnaryCall<Buffer, Buffer>, reply: sendUnaryData<Buffer>) => reply(null, answers[status()]) };
}
