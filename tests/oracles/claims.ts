import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Which of two processes judges by an oracle: the one that first makes its directory. What builds the same thing is one claim. */
export class Claims {
  private readonly mine = new Set<string>();

  constructor(
    private readonly directory: string,
    private readonly together: Readonly<Record<string, string>>,
  ) {}

  /** Whether this process has the oracle, now or since earlier. */
  take(oracle: string): boolean {
    const claim = this.together[oracle] ?? oracle;
    if (this.mine.has(claim)) return true;
    try {
      mkdirSync(join(this.directory, claim));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    this.mine.add(claim);
    return true;
  }
}
