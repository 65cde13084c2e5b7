import { acceptancesOf } from '../../derived/accepted-licences.js';
import { licensedModels } from '../../derived/licensed-models.js';
import { type Proof, provenClaims } from '../../evidence/claims/proofs.js';
import { type UseCell, useCoverage } from '../../evidence/guardrails/use-coverage.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Claim } from '../../facts/controls.js';
import { judgeOf } from '../../hosts/judges.js';
import { countFindings, type Finding, type FindingCounts } from '../../policy/finding.js';
import type { LoadedTopology } from '../../topology/load.js';

/** What a deployment can prove on a day. */
export interface EvidenceReport {
  readonly loaded: LoadedTopology;
  readonly asOf: string;
  readonly counts: FindingCounts;
  readonly claims: readonly { readonly claim: Claim; readonly lines: readonly EvidenceLine[] }[];
  readonly licences: readonly LicenceLine[];
  readonly uses: readonly UseLine[];
  readonly waivers: readonly WaiverLine[];
}

/** A proof, and what the rules say of it: evidence that a rule refuses is none. */
export type EvidenceLine = Proof & { readonly holds: 'yes' | 'refused' | 'waived' };

export interface LicenceLine {
  readonly host: string;
  readonly release: string;
  readonly version: string;
  /** Record of the acceptance, or none. */
  readonly accepted: string | 'none';
  readonly licenceSha256: string | 'none';
  readonly acceptableUseSha256: string | 'none';
}

export interface UseLine extends Pick<UseCell, 'workload' | 'host' | 'model'> {
  readonly item: string;
  readonly name: string;
  readonly by: UseCell['cover']['by'];
  /** The resource, guard, approval or attestation; the reasons where there is nothing. */
  readonly what: string;
}

export interface WaiverLine {
  readonly rule: string;
  readonly path: string;
  readonly subject: string;
  readonly owner: string;
  readonly reason: string;
  readonly granted: string;
  readonly expires: string;
  /** How many findings it silences today. */
  readonly silences: number;
}

/** Puts together what was synthesized, what was granted and what the rules found. */
export function evidenceReport(loaded: LoadedTopology, stacks: readonly SynthesizedStack[], findings: readonly Finding[], asOf: string): EvidenceReport {
  const { topology, outputs } = loaded;
  return {
    loaded,
    asOf,
    counts: countFindings(findings),
    claims: provenClaims(topology, stacks, asOf).map(({ claim, proofs }) => ({
      claim,
      lines: proofs.map((proof) => ({ ...proof, holds: stateOf(proof, findings) })),
    })),
    licences: licensedModels(topology).map(({ hostId: host, release, licence }) => {
      const [record] = acceptancesOf(topology, licence, asOf).inForce;
      return {
        host,
        release,
        version: licence.version,
        accepted: record?.id ?? 'none',
        licenceSha256: record?.licenceSha256 ?? 'none',
        acceptableUseSha256: record?.acceptableUseSha256 ?? 'none',
      };
    }),
    uses: [
      ...useCoverage(
        { topology, outputs, asOf },
        () => true,
        (place) => judgeOf(place.host).safeguard(topology, place, stacks),
      ),
    ].map(useLine),
    waivers: loaded.waivers.map(({ rule, path, subject, owner, reason, granted, expires }) => {
      const silenced = findings.filter(
        (finding) => finding.waivedBy === owner && finding.rule === rule && finding.path === path && finding.subject === (subject ?? path),
      );
      return { rule, path, subject: subject ?? path, owner, reason, granted, expires, silences: silenced.length };
    }),
  };
}

/** Findings of the rule of a proof that speak of it, or of nothing in particular. */
function stateOf(proof: Proof, findings: readonly Finding[]): EvidenceLine['holds'] {
  const about = findings.filter(({ rule, stack, resource, path }) => {
    if (rule !== proof.rule) return false;
    return proof.by === 'property'
      ? (resource === undefined || resource === proof.resource) && (stack === undefined || stack === proof.stack)
      : concerns(path, proof.path);
  });
  if (about.some(({ severity, waivedBy }) => severity !== 'warning' && waivedBy === undefined)) return 'refused';
  return about.some(({ waivedBy }) => waivedBy !== undefined) ? 'waived' : 'yes';
}

function concerns(path: string, proof: string): boolean {
  return path === proof || proof.startsWith(`${path}.`) || path.startsWith(`${proof}.`);
}

function useLine({ workload, host, model, item, cover }: UseCell): UseLine {
  return { workload, host, model, item: item.id, name: item.name, by: cover.by, what: whatOf(cover) };
}

function whatOf(cover: UseCell['cover']): string {
  switch (cover.by) {
    case 'filter':
      return cover.resource === undefined ? 'filter' : `${cover.resource.stack.name}/${cover.resource.id}`;
    case 'guard':
      return cover.guard;
    case 'gate':
      return 'licence/eu-multimodal';
    case 'nothing':
      return cover.reasons.join('; ');
    default:
      return cover.approval;
  }
}
