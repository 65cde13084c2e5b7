import { parseSource, type SourceDocument } from '../../topology/document.js';
import { latest } from './latest.js';

interface Section {
  readonly key: string;
  /** Lines of the file before it. */
  readonly above: number;
  readonly document: SourceDocument;
}

/**
 * A topology file read by its top-level keys, each kept: cases edit one place of a file, and reading the rest of it again takes longer than most rules. What is not
 * written plainly, or has a fault, is read in one piece.
 */
export function parseSections(text: string, file: string): SourceDocument {
  const texts = sectionTexts(text);
  if (texts === undefined) return parseSource(text, file);
  const sections: Section[] = [];
  let above = 0;
  try {
    for (const part of texts) {
      sections.push({ key: /^\w+(?=:)/m.exec(part)?.[0] ?? '', above, document: sectionOf(part, file) });
      above += part.split('\n').length - 1;
    }
  } catch {
    return parseSource(text, file);
  }
  const at = (path: Parameters<SourceDocument['locate']>[0]) => sections.find(({ key }) => key === path[0]) ?? (sections[0] as Section);
  const below = (what: 'locate' | 'locateKey'): SourceDocument['locate'] => {
    return (path) => {
      const { above: lines, document } = at(path);
      const found = document[what](path);
      return { ...found, line: found.line + lines };
    };
  };
  return {
    file,
    text,
    data: Object.assign({}, ...sections.map(({ document }) => document.data)),
    locate: below('locate'),
    locateKey: below('locateKey'),
    written: (path) => at(path).document.written(path),
  };
}

/** Nothing where a line at the margin is no plain key, or is a key that is there twice. */
function sectionTexts(text: string): readonly string[] | undefined {
  const margins = text.split('\n').filter((line) => /^[^\s#]/.test(line));
  const keys = margins.map((line) => /^(\w+):( |$)/.exec(line)?.[1]);
  if (keys.length === 0 || keys.includes(undefined) || new Set(keys).size < keys.length) return undefined;
  const [head = '', ...parts] = text.split(/^(?=\w)/m);
  // What is above the first key is read with it.
  return /^\w/.test(head) ? [head, ...parts] : [head + parts[0], ...parts.slice(1)];
}

const remembered = latest<SourceDocument>(400);

const sectionOf = (text: string, file: string): SourceDocument => remembered(`${file}\0${text}`, () => parseSource(text, file));
