const control = /<\|(?=[^|<>]{1,64}\|>)/g;
const frame = /<(?=(?:BEGIN|END) (?:CONVERSATION|UNSAFE CONTENT CATEGORIES)>)/g;

/** A text in which nothing is a control token of Llama's tokenizers or a line of Llama Guard's own prompt. */
export function defused(text: string): string {
  return text.replaceAll(control, '< |').replaceAll(frame, '< ');
}
