import type { Source } from './source.js';
import type { HereDocument } from './statement.js';

const redirecting = ['<<<', '<<-', '<<', '<&', '<>', '<', '&>>', '&>', '>>', '>&', '>|', '>'] as const;

/** Reads redirections, and the here-documents that begin after the line of theirs. */
export class Redirections {
  private awaited: { readonly delimiter: string; readonly tabs: boolean; readonly into: { quoted: boolean; text: string } }[] = [];

  constructor(private readonly source: Source) {}

  /** Redirections that come next, as they are written. */
  read(documents: HereDocument[]): string[] {
    const shown: string[] = [];
    for (;;) {
      this.source.skipBlanks();
      const number = this.source.peek(/\d+(?=[<>])/y) ?? '';
      const isWord = number === '' && (this.source.next('<(') || this.source.next('>('));
      if (isWord || this.source.peek(/\d*(?:&>|[<>])/y) === undefined) return shown;
      this.source.take(number);
      const operator = this.source.takeOne(redirecting) ?? '';
      this.source.skipBlanks();
      const target = this.source.word();
      if (target === '') this.source.fail(`\`${operator}\` without a target`);
      shown.push(`${number}${operator}${target}`);
      if (operator === '<<' || operator === '<<-') this.await(target, operator === '<<-', documents);
    }
  }

  private await(target: string, tabs: boolean, documents: HereDocument[]): void {
    const delimiter = target.replace(/['"\\]/g, '');
    const into = { quoted: delimiter !== target, text: '' };
    documents.push(into);
    this.awaited.push({ delimiter, tabs, into });
  }

  /** Goes past line breaks, and the here-documents that begin after them. */
  skipLines(): void {
    for (;;) {
      this.source.skipBlanks();
      if (!this.source.take('\n')) return;
      for (const { delimiter, tabs, into } of this.awaited.splice(0)) {
        for (;;) {
          if (this.source.ended) this.source.fail(`\`<<${delimiter}\` without \`${delimiter}\``);
          const line = this.source.line();
          if ((tabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
          into.text += `${line}\n`;
        }
      }
    }
  }

  /** Fails where the script ends before a here-document. */
  assertComplete(): void {
    if (this.awaited.length > 0) this.source.fail('a here-document without text');
  }
}
