import type { PolicyWorkload } from '../forms/policy.js';
import { errorFields, log, placesOf } from '../process/log.js';
import { internal } from './errors.js';
import { bytesOf, type ProcessingRequest, type ProcessingResponse } from './protocol/messages.js';
import { refused, replacedBody } from './protocol/replies.js';
import { adapted } from './request/render.js';

/** A request on its way to one host, which needs another body than our own servers. It was judged where it came in. */
export class Hop {
  constructor(
    private readonly adaptation: PolicyWorkload['adaptations'][string],
    private readonly send: (response: ProcessingResponse) => void,
  ) {}

  receive({ requestHeaders, requestBody }: ProcessingRequest): void {
    try {
      if (requestHeaders !== null) this.send({ requestHeaders: { response: {} } });
      else if (requestBody !== null) this.send(replacedBody(adapted(bytesOf(requestBody), this.adaptation)));
      else throw new TypeError('a hop is asked about requests alone');
    } catch (error) {
      log('error', 'hop failed', { ...errorFields(error), at: placesOf(error) });
      this.send(refused(internal()));
    }
  }
}
