import { unreadable } from './reading.js';

export interface ServerEvent {
  /** As it came, with the line that ends it. */
  readonly bytes: Buffer;
  readonly data: string;
}

/** Most bytes of one event. */
const longest = 1024 * 1024;

/** Cuts a stream of server-sent events into events, wherever its pieces end. */
export class EventCutter {
  private rest: Buffer = Buffer.alloc(0);

  /** Events that are whole with this piece. Throws a `Refusal` for one that does not end. */
  cut(piece: Uint8Array): ServerEvent[] {
    this.rest = this.rest.length === 0 ? Buffer.from(piece) : Buffer.concat([this.rest, piece]);
    const events: ServerEvent[] = [];
    for (let end = endOf(this.rest); end > 0; end = endOf(this.rest)) {
      events.push(eventOf(this.rest.subarray(0, end)));
      this.rest = this.rest.subarray(end);
    }
    if (this.rest.length > longest) throw unreadable();
    return events;
  }

  /** What is left when nothing follows: an event that nothing ended, or none. */
  last(): ServerEvent[] {
    const { rest } = this;
    this.rest = Buffer.alloc(0);
    return rest.toString('utf8').trim() === '' ? [] : [eventOf(rest)];
  }
}

/** Position after the empty line that ends the first event; 0 where there is none. */
function endOf(bytes: Buffer): number {
  const ends = ['\n\n', '\r\n\r\n'].map((line) => ({ at: bytes.indexOf(line), length: line.length })).filter(({ at }) => at >= 0);
  return ends.reduce((first, { at, length }) => (first === 0 || at + length < first ? at + length : first), 0);
}

function eventOf(bytes: Buffer): ServerEvent {
  const lines = bytes.toString('utf8').split(/\r?\n/);
  return { bytes, data: lines.flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : [])).join('\n') };
}
