import { Redirections } from './redirections.js';
import { Source, Unreadable } from './source.js';
import type { Command, HereDocument, Statement } from './statement.js';

/** Statements of a script, or what in it cannot be read. */
export type Script = { readonly statements: readonly Statement[] } | { readonly unreadable: string };

/** Reads a script of bash as far as scripts here use it. Fails on everything else, so that nothing in it goes unseen. */
export function parseScript(text: string): Script {
  try {
    return { statements: new Parser(new Source(text)).script() };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message };
    throw error;
  }
}

type Part = Omit<Command, 'join' | 'documents'>;

class Parser {
  private readonly redirections: Redirections;

  constructor(private readonly source: Source) {
    this.redirections = new Redirections(source);
  }

  script(): readonly Statement[] {
    const statements = this.statements();
    if (!this.source.ended) this.source.fail('something that begins no command');
    this.redirections.assertComplete();
    return statements;
  }

  /** Statements up to something that begins no command: a closing keyword or bracket, or the end. */
  private statements(): Statement[] {
    const statements: Statement[] = [];
    for (;;) {
      this.redirections.skipLines();
      if (this.source.ended || this.source.next(')') || this.source.next(';;') || closing.has(this.keyword() ?? '')) return statements;
      statements.push(this.statement());
    }
  }

  private statement(): Statement {
    const commands = [this.command('')];
    for (let join = this.source.takeOne(joins); join !== undefined; join = this.source.takeOne(joins)) {
      this.redirections.skipLines();
      commands.push(this.command(join));
    }
    const background = !this.source.next(';') && this.source.take('&');
    if (!this.source.next(';;')) this.source.take(';');
    return { commands, background };
  }

  private command(join: Command['join']): Command {
    this.source.skipBlanks();
    const part = this.part();
    const documents: HereDocument[] = [];
    // A definition has the redirections of its body.
    const redirections = part.kind === 'simple' ? [] : this.redirections.read(documents);
    if (part.kind === 'simple') return { join, documents, ...this.simple(documents) };
    return { join, documents, ...part, text: [part.text, ...redirections].join(' ') };
  }

  private part(): Part {
    const { source } = this;
    if (source.next('((')) return { ...none, kind: 'test', text: source.bracketed(')') };
    if (source.next('(')) return this.group('(', ')');
    const keyword = this.keyword();
    if (keyword === '{') return this.group('{', '}');
    if (keyword === '[[') return this.test();
    if (keyword === 'if') return this.choice();
    if (keyword === 'for' || keyword === 'while' || keyword === 'until') return this.loop(keyword);
    if (keyword === 'case') return this.cases();
    if (keyword !== undefined && refused.has(keyword)) source.fail(`\`${keyword}\``);
    const name = source.peek(/(?:function[ \t]+[\w-]+(?:[ \t]*\(\))?|[\w-]+[ \t]*\(\))/y);
    return name === undefined ? { ...none, kind: 'simple', text: '' } : this.definition(name);
  }

  private definition(head: string): Part {
    this.source.take(head);
    this.redirections.skipLines();
    const { kind, body } = this.part();
    if (kind !== 'group') this.source.fail('a function whose body is no group');
    return { ...none, kind: 'function', text: head.replace(/^function[ \t]+|[ \t]*\(\)$/g, ''), body };
  }

  private simple(documents: HereDocument[]): Part {
    const words: string[] = [];
    const shown: string[] = [];
    for (;;) {
      const redirected = this.redirections.read(documents);
      shown.push(...redirected);
      const word = this.source.word();
      if (word === '' && redirected.length === 0) break;
      if (word === '') continue;
      words.push(word);
      shown.push(word);
    }
    if (shown.length === 0) this.source.fail('something that begins no command');
    return { kind: 'simple', text: shown.join(' '), words, body: [] };
  }

  private group(open: string, close: string): Part {
    this.source.take(open);
    const body = this.statements();
    this.expect(close);
    return { ...none, kind: 'group', text: open, body };
  }

  private test(): Part {
    const words: string[] = [];
    do {
      this.source.skipBlanks();
      const word = this.source.word(/[\s;]/);
      if (word === '') this.source.fail('`[[` without `]]` on its line');
      words.push(word);
    } while (words.at(-1) !== ']]');
    return { ...none, kind: 'test', text: words.join(' ') };
  }

  private choice(): Part {
    this.expect('if');
    const condition = this.statements();
    this.expect('then');
    const body = [...condition, ...this.statements()];
    while (this.source.takeOne(['elif', 'else']) !== undefined) {
      body.push(...this.statements());
      if (this.keyword() === 'then') {
        this.expect('then');
        body.push(...this.statements());
      }
    }
    this.expect('fi');
    return { ...none, kind: 'if', text: `if ${shownAll(condition)}`, body };
  }

  private loop(keyword: string): Part {
    this.expect(keyword);
    this.source.skipBlanks();
    const head = keyword === 'for' ? { text: this.simple([]).text, statements: [] } : this.head();
    if (keyword === 'for') this.source.take(';');
    this.redirections.skipLines();
    this.expect('do');
    const body = [...head.statements, ...this.statements()];
    this.expect('done');
    return { ...none, kind: 'loop', text: `${keyword} ${head.text}`, body };
  }

  private head(): { readonly text: string; readonly statements: readonly Statement[] } {
    const statements = this.statements();
    return { text: shownAll(statements), statements };
  }

  private cases(): Part {
    this.expect('case');
    this.source.skipBlanks();
    const text = `case ${this.source.word()}`;
    this.expect('in');
    const body: Statement[] = [];
    for (this.redirections.skipLines(); this.keyword() !== 'esac'; this.redirections.skipLines()) {
      if (this.source.ended || this.source.word(/[)\n]/) === '') this.source.fail('`case` without `esac`');
      this.expect(')');
      body.push(...this.statements());
      this.source.take(';;');
    }
    this.expect('esac');
    return { ...none, kind: 'case', text, body };
  }

  /** The word that comes next, if it can be a keyword. */
  private keyword(): string | undefined {
    return this.source.peek(/(?:[a-z]+|[{}.]|\[\[)(?=[\s;&|<>()]|$)/y);
  }

  private expect(text: string): void {
    this.source.skipBlanks();
    if (!this.source.take(text)) this.source.fail(`something else than \`${text}\``);
  }
}

const none = { text: '', words: [], body: [] } as const;
const joins = ['&&', '||', '|'] as const;
const closing: ReadonlySet<string> = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}']);
/** What runs text or files that are not read here, or changes what words mean. */
const refused: ReadonlySet<string> = new Set(['eval', 'source', '.', 'alias', 'exec', 'coproc', 'select', 'time', 'unset', 'enable']);

function shownAll(statements: readonly Statement[]): string {
  return statements.map(({ commands }) => commands.map(({ join, text }) => (join === '' ? text : `${join} ${text}`)).join(' ')).join('; ');
}
