import type { Finding } from '../policy/finding.js';

/** A finding that both sides have in different words. */
export interface Restated {
  readonly before: string;
  readonly finding: Finding;
}

export interface MatchedFindings {
  readonly introduced: readonly Finding[];
  readonly resolved: readonly Finding[];
  readonly restated: readonly Restated[];
  readonly unchanged: number;
}

/**
 * Findings of two sides by rule, severity, path and resource. The text does not decide: a count in it changes with anything. Where one place has several
 * of a rule, equal texts belong together first, then texts that differ in numbers alone, then the rest in their order; whatever is left over came or went.
 */
export function matchedFindings(before: readonly Finding[], after: readonly Finding[]): MatchedFindings {
  const [was, is] = [byPlace(before), byPlace(after)];
  const introduced: Finding[] = [];
  const resolved: Finding[] = [];
  const restated: Restated[] = [];
  for (const place of new Set([...was.keys(), ...is.keys()])) {
    let [gone, come] = [was.get(place) ?? [], is.get(place) ?? []];
    for (const textOf of [exact, withoutNumbers]) [gone, come] = unpaired(gone, come, textOf);
    const pairs = Math.min(gone.length, come.length);
    restated.push(...come.slice(0, pairs).map((finding, index) => ({ before: gone[index]?.message ?? '', finding })));
    introduced.push(...come.slice(pairs));
    resolved.push(...gone.slice(pairs));
  }
  return { introduced, resolved, restated, unchanged: new Set(after.map(same)).size - introduced.length - restated.length };
}

/** Without its line: a finding that only moved in the file is the same one. Waived or open matters. */
function placeOf({ rule, severity, path, stack, resource, waivedBy }: Finding): string {
  return JSON.stringify([rule, severity, path, stack ?? '', resource ?? '', waivedBy !== undefined]);
}

const exact = ({ message }: Finding) => message;
const withoutNumbers = ({ message }: Finding) => message.replace(/\d[\d.,]*/g, '#');
const same = (finding: Finding) => `${placeOf(finding)} ${finding.message}`;

/** Findings by place, each text once. */
function byPlace(findings: readonly Finding[]): Map<string, readonly Finding[]> {
  const places = new Map<string, Finding[]>();
  for (const finding of new Map(findings.map((one) => [same(one), one])).values()) {
    const place = placeOf(finding);
    places.set(place, [...(places.get(place) ?? []), finding]);
  }
  return places;
}

function unpaired(gone: readonly Finding[], come: readonly Finding[], textOf: (finding: Finding) => string): [readonly Finding[], readonly Finding[]] {
  const left = [...gone];
  const fresh = come.filter((finding) => {
    const at = left.findIndex((other) => textOf(other) === textOf(finding));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [left, fresh];
}
