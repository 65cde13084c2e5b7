import type { Document } from 'yaml';

/** A piece of text put in place of what is between two offsets; everything outside stays byte for byte. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** What it does, for the person whose file it is. */
  readonly says: string;
}

/** Takes a topology from one schema version to the next. */
export interface Step {
  /** Version that the file has afterwards. */
  readonly to: number;
  /** Edits of the text, found by the places of the parsed document's nodes. They must not overlap. */
  readonly edits: (document: Document.Parsed, text: string) => readonly TextEdit[];
  /** Edits of the approvals beside it, where the step concerns them; `topology` is the file that they belong to. */
  readonly granted?: (document: Document.Parsed, text: string, topology: Document.Parsed) => readonly TextEdit[];
}
