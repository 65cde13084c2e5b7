/** Words that are written where a proof belongs and are none. */
const empty = /^(none|n\/?a|no|nil|tbd|to be (done|decided|determined|confirmed)|todo|unknown|pending|verbal(ly)?|oral(ly)?|see (above|contract)|[-–.?x\s]*)$/i;

/** Whether a text names a proof that somebody could ask for. */
export function isEvidence(text: string): boolean {
  return text.trim().length >= 4 && !empty.test(text.trim());
}
