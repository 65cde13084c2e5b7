/** What a fleet is asked on every cloud, as rows of docs/fleets.md, in their order. */
export const fleetQuestions = {
  reserved: 'Capacity that its stacks set aside',
  bought: 'Capacity that was bought or granted beforehand',
  onDemand: 'Nodes without either',
  scaling: 'Replicas that follow load or the clock',
  versions: 'Two models side by side while one takes over',
  repair: 'A node that stops answering is replaced',
  gpuFaults: 'A node with a broken GPU leaves by itself',
  hungEngine: 'An engine that hangs is started again',
  drain: 'A server that leaves finishes its answers',
  proven: 'Weights are proven before a node serves',
  ingest: 'A job made here brings weights in',
  disks: 'Disks under a key of the customer',
  front: 'One private name with TLS in front of its nodes',
  issued: 'The certificate of that name issued here',
  callers: 'A secret that callers show, read by their gateways alone',
  paths: 'Paths that this secret does not guard',
  metrics: 'Metrics of model servers and GPUs',
  logs: 'What servers print, under a key of the customer',
  alarms: 'Alarms of nodes, weights, GPUs and engines',
  agents: 'Agents of the organisation on its nodes',
} as const;

export type FleetQuestion = keyof typeof fleetQuestions;

/**
 * An answer. `by` is what does it: a type of resource in the stacks of its cloud, or a file of runtime/. Nothing without a reason: `without` is the type that
 * would do it, so that the reason cannot outlive what it says.
 */
export type FleetAnswer = { readonly has: string; readonly by: string } | { readonly lacks: string; readonly without?: string };

/** The answers of one kind: total, so that a new question is asked of every cloud. */
export type FleetParity = Readonly<Record<FleetQuestion, FleetAnswer>>;

/** Whether something does it. */
export function answers(answer: FleetAnswer): answer is Extract<FleetAnswer, { readonly has: string }> {
  return 'has' in answer;
}
