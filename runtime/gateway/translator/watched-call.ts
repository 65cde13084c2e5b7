import type { ServerResponse } from 'node:http';
import type { TranslatorFile } from '../forms/translator.js';
import type { GivenUp } from './failure.js';

/** One call to Bedrock, given up when the caller leaves, when it is silent for too long, or when the whole answer takes too long. */
export class WatchedCall {
  /** Why it was given up, if it was. */
  givenUp: GivenUp | undefined;
  private readonly controller = new AbortController();
  private readonly longest: NodeJS.Timeout;
  private silence: NodeJS.Timeout | undefined;

  constructor(
    response: ServerResponse,
    private readonly seconds: TranslatorFile['seconds'],
  ) {
    this.longest = setTimeout(() => this.giveUp('too long'), seconds.answer * 1_000);
    response.once('close', () => {
      if (!response.writableFinished) this.giveUp('gone');
    });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** From here on silence ends the call. Not for whole answers, which are silent until they come. */
  watchSilence(): void {
    this.silence ??= setTimeout(() => this.giveUp('silent'), this.seconds.silent * 1_000);
  }

  /** Something came. */
  heard(): void {
    this.silence?.refresh();
  }

  /** Ends the watch. */
  over(): void {
    clearTimeout(this.longest);
    clearTimeout(this.silence);
  }

  private giveUp(why: GivenUp): void {
    this.givenUp ??= why;
    this.over();
    this.controller.abort();
  }
}
