import { controls, frameworks } from '../../facts/controls.js';
import { controlsOf } from './controls-of.js';
import type { EvidenceReport } from './evidence.js';

/** The machine's view: every line, with whole values. */
export function evidenceJson({ loaded, asOf, counts, claims, licences, uses, waivers }: EvidenceReport): string {
  const { topology, inputs } = loaded;
  return JSON.stringify(
    {
      topology: topology.name,
      environment: topology.environment,
      organisation: topology.organisation,
      asOf,
      inputs,
      counts,
      frameworks: frameworks().map(({ framework, title, asOf: edition }) => ({
        framework,
        title,
        asOf: edition,
        controls: Object.fromEntries(
          controls()
            .filter((row) => row.framework === framework)
            .map((row) => [row.control.replace('-', ' '), row.title]),
        ),
      })),
      claims: claims.map(({ claim, lines }) => ({ claim: claim.claim, text: claim.text, controls: controlsOf(claim), lines })),
      licences,
      acceptableUse: uses,
      waivers,
    },
    null,
    2,
  );
}
