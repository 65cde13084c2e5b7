import type { DiffReport } from '../../diff/compare.js';
import { rules } from '../../policy/rules.js';
import { diffJson } from '../../reports/diff/json.js';
import { diffMarkdown } from '../../reports/diff/markdown.js';
import { diffSarif, type Locate } from '../../reports/diff/sarif.js';
import { toolVersion } from '../../topology/tool-version.js';

/** A comparison and what its renderers need besides. */
export interface Rendered {
  readonly report: DiffReport;
  readonly exitCode: number;
  readonly locate: Locate;
}

interface DiffFile {
  /** Name of the file that `--output` writes. */
  readonly file: string;
  readonly render: (rendered: Rendered) => string;
}

/** How a comparison can be printed, by the name that `--format` takes. */
export const diffFormats = {
  md: { file: 'comment.md', render: ({ report }) => diffMarkdown(report) },
  json: { file: 'diff.json', render: ({ report, exitCode }) => diffJson(report, exitCode) },
  sarif: { file: 'diff.sarif', render: ({ report, locate }) => diffSarif(report, rules, toolVersion(), locate) },
} as const satisfies Readonly<Record<string, DiffFile>>;

/** Without the limit of a comment: written, never printed. */
const wholeReport: DiffFile = { file: 'diff.md', render: ({ report }) => diffMarkdown(report, Number.POSITIVE_INFINITY) };

/** Every file that `--output` writes. */
export const diffFiles: readonly DiffFile[] = [wholeReport, ...Object.values(diffFormats)];
