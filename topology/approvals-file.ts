import { z } from 'zod';
import type { PathSegment, SourceDocument } from './document.js';
import { formatLocation, InputError } from './error.js';
import { approvals } from './schema/approvals.js';
import { contracts } from './schema/contracts.js';
import { licence } from './schema/licence.js';
import { validate } from './validate.js';

/** What may be granted apart from what is asked for, in `<name>.approvals.yaml` with code owners of its own. */
export const approvalsFileSchema = z.strictObject({ contracts: contracts.optional(), approvals: approvals.optional(), licence: licence.optional() });

export const grantedSections = ['contracts', 'approvals', 'licence'] as const;

/** A topology and the approvals beside it as one document that still knows which file each part is in. Refuses a section that is in both. */
export function withApprovals(topology: SourceDocument, granted: SourceDocument | undefined): SourceDocument {
  const { data } = topology;
  // The schema refuses what is no mapping.
  if (granted === undefined || data === null || typeof data !== 'object' || Array.isArray(data)) return topology;
  const sections = validate(approvalsFileSchema, granted);
  const twice = Object.keys(sections).filter((section) => section in data);
  if (twice.length > 0) {
    throw new InputError(
      twice.map((section) => ({
        message: `${section}: in both files. Allowed: one of them; it is also at ${formatLocation(topology.locateKey([section]))}.`,
        location: granted.locateKey([section]),
        path: section,
      })),
    );
  }
  const fileOf = ([section]: readonly PathSegment[]) => (String(section) in sections || isGranted(section, data) ? granted : topology);
  return {
    file: topology.file,
    text: `${topology.text}\n${granted.text}`,
    data: { ...data, ...(granted.data as object) },
    locate: (path) => fileOf(path).locate(path),
    locateKey: (path) => fileOf(path).locateKey(path),
    written: (path) => fileOf(path).written(path),
  };
}

/** A section of neither file belongs in the approvals. */
function isGranted(section: PathSegment | undefined, topology: object): boolean {
  return (grantedSections as readonly unknown[]).includes(section) && !(String(section) in topology);
}
