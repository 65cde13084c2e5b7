/** Thrown where a script uses what this reader does not understand. */
export class Unreadable extends Error {}

/** Text of a shell script and a place in it: reads words with their quotes and expansions, as they are written. */
export class Source {
  private at = 0;

  constructor(private readonly text: string) {}

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether some text comes next. */
  next(expected: string): boolean {
    return this.text.startsWith(expected, this.at);
  }

  /** Goes past some text if it comes next. */
  take(expected: string): boolean {
    if (!this.next(expected)) return false;
    this.at += expected.length;
    return true;
  }

  /** Goes past the first of some texts that comes next. */
  takeOne<T extends string>(expected: readonly T[]): T | undefined {
    return expected.find((each) => this.take(each));
  }

  /** Text that matches a sticky expression here, which stays next. */
  peek(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  fail(what: string): never {
    throw new Unreadable(`line ${this.text.slice(0, this.at).split('\n').length}: ${what}`);
  }

  /** Goes past spaces, continued lines and a comment. */
  skipBlanks(): void {
    this.at += this.peek(/(?:[ \t]|\\\n)*(?:#[^\n]*)?/y)?.length ?? 0;
  }

  /** The rest of this line, and the line break. */
  line(): string {
    const end = this.text.indexOf('\n', this.at);
    const line = this.text.slice(this.at, end === -1 ? undefined : end);
    this.at = end === -1 ? this.text.length : end + 1;
    return line;
  }

  /** A word as it is written, on one line; empty where none begins. `until` are characters that end it. */
  word(until: RegExp = /[\s;&|<>()]/): string {
    const start = this.at;
    while (!this.ended) {
      if (this.take('\\\n')) continue;
      if (this.next('=(') || this.next('<(') || this.next('>(')) this.step(1);
      else if (until.test(this.text.charAt(this.at))) break;
      this.element(false);
    }
    return this.text.slice(start, this.at).replace(/\s*\\\n\s*/g, ' ');
  }

  /** Text in brackets, with them: `(…)` or `{…}`, whatever brackets, quotes and expansions are inside. */
  bracketed(close: ')' | '}', quoted = false): string {
    const start = this.at;
    const open = this.text.charAt(this.at);
    this.step(1);
    while (!this.take(close)) {
      if (this.ended) this.fail(`"${open}" without "${close}"`);
      if (this.next(open)) this.bracketed(close, quoted);
      else this.element(quoted);
    }
    return this.text.slice(start, this.at);
  }

  /** One character, or what quotes or an expansion hold together. */
  private element(quoted: boolean): void {
    if (this.next('`')) this.fail('a command in backticks');
    if (this.next('\\')) this.step(2);
    else if (this.next("$'") && !quoted) this.fail("a text in $'…'");
    else if (this.next('$(')) this.expansion(')', false);
    else if (this.next('${')) this.expansion('}', quoted);
    else if (this.next('"')) this.doubleQuoted();
    else if (this.next("'") && !quoted) this.singleQuoted();
    else if (this.next('(') && !quoted) this.bracketed(')');
    else this.step(1);
  }

  private expansion(close: ')' | '}', quoted: boolean): void {
    this.step(1);
    this.bracketed(close, quoted);
  }

  private singleQuoted(): void {
    const end = this.text.indexOf("'", this.at + 1);
    if (end === -1) this.fail('a quote that never ends');
    this.at = end + 1;
  }

  private doubleQuoted(): void {
    this.step(1);
    while (!this.take('"')) {
      if (this.ended) this.fail('a quote that never ends');
      this.element(true);
    }
  }

  private step(characters: number): void {
    this.at += characters;
  }
}
