import type { TokenCharge } from './budgets.js';

/** How many tokens a request used, as far as its answer says it. */
export class Meter {
  private pieces = 0;

  constructor(
    private readonly charge: TokenCharge,
    /** Tokens that its prompt is taken to have. */
    private readonly prompt: number,
    /** Whether its caller did not ask for the chunk with the usage. */
    readonly dropsUsage: boolean,
  ) {}

  /** Reads one event of a stream and says whether its caller gets it. */
  event(data: string): boolean {
    const usage = data.includes('"usage"') ? usageIn(data) : undefined;
    if (usage === undefined) {
      this.pieces += 1;
      return true;
    }
    this.charge.settle(usage.tokens);
    return !(this.dropsUsage && usage.alone);
  }

  /** Reads an answer that came whole. Without a usage what was taken stays taken. */
  whole(answer: object): void {
    const tokens = tokensOf(answer);
    if (tokens !== undefined) this.charge.settle(tokens);
  }

  /** The host did not answer: nothing was used. */
  refused(): void {
    this.charge.settle(0);
  }

  /** Nothing more comes. A stream that said nothing of its usage, because it was cut or its caller went away, has used a token with each event or more. */
  end(): void {
    this.charge.settle(this.pieces === 0 ? this.charge.taken : this.prompt + this.pieces);
  }
}

function usageIn(data: string): { readonly tokens: number; readonly alone: boolean } | undefined {
  try {
    const chunk: unknown = JSON.parse(data);
    const tokens = typeof chunk === 'object' && chunk !== null ? tokensOf(chunk) : undefined;
    if (tokens === undefined) return undefined;
    const { choices } = chunk as { readonly choices?: unknown };
    return { tokens, alone: Array.isArray(choices) && choices.length === 0 };
  } catch {
    // The parser's text quotes the answer.
    return undefined;
  }
}

function tokensOf(answer: object): number | undefined {
  const { usage } = answer as { readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown } | null };
  const [prompt, completion] = [usage?.prompt_tokens, usage?.completion_tokens];
  return typeof prompt === 'number' && typeof completion === 'number' ? prompt + completion : undefined;
}
