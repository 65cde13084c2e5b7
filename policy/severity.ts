/** `fatal` findings cannot be waived; `error` findings can; `warning` findings stop nothing. */
export type Severity = 'fatal' | 'error' | 'warning';
