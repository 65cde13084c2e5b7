/** What a change of the topology is about, in the order a reviewer reads. */
export type Topic = 'capacity' | 'residency' | 'data-use' | 'compliance' | 'licence' | 'access' | 'finance' | 'other';

/** Reviewed: the first pattern that a topology path matches says what its change is about. */
const topics: readonly (readonly [pattern: RegExp, topic: Topic])[] = [
  [/^(zones|organisation\.country)(\.|\[|$)/, 'residency'],
  [/^hosts\.[^.]+\.(region|profile|sku|search\.location|account)$/, 'residency'],
  [/^networks\.[^.]+\.(region|cloud|account)$/, 'residency'],
  [/^workloads\.[^.]+\.(zone|regions|dataClass)(\[|$)/, 'residency'],
  [/^workloads\.[^.]+\.regimes(\[|\.|$)/, 'compliance'],
  [/^gateway\.zones\./, 'residency'],
  [/^accounts\.[^.]+\.[^.]+\.bedrock\./, 'data-use'],
  [/^accounts\.aws\.[^.]+\.organization\.bedrockGuardrails(\.|$)/, 'data-use'],
  [/^hosts\.[^.]+\.(requestLogging|telemetry|guardrail|modelArmor)(\.|$)/, 'data-use'],
  [/^existing\.guardrails(\.|$)/, 'data-use'],
  [/^contracts\.[^.]+\.(data|addenda)(\.|\[|$)/, 'data-use'],
  [/^approvals(\.|$)/, 'data-use'],
  [/^licence(\.|$)/, 'licence'],
  [/^hosts\.[^.]+\.eula(\.|$)/, 'licence'],
  [/^landingZone\.logArchive(\.|$)/, 'residency'],
  [/^landingZone\.extraTags(\.|$)/, 'finance'],
  [/^(landingZone|extensions)(\.|\[|$)/, 'access'],
  [/^(accounts|links|existing|weights\.ingestRole|backends)(\.|$)/, 'access'],
  [/^hosts\.[^.]+\.(endpoint|link|network)(\.|$)/, 'access'],
  [/^networks(\.|$)/, 'access'],
  [/^(finance|contracts)(\.|$)/, 'finance'],
  [/^workloads\.[^.]+\.(owner|costCentre|budget)(\.|$)/, 'finance'],
  [/^(models|hosts|workloads|gateway|weights)(\.|$)/, 'capacity'],
];

export function topicOf(path: string): Topic {
  return topics.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
}
