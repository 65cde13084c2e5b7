/** The words that a version wants displayed, with its notice, for a page of a product. */
export function snippetHtml(display: string, notice: string): string {
  return [`<p class="built-with-llama">`, `  <strong>${escaped(display)}</strong><br>`, `  <small>${escaped(notice)}</small>`, '</p>', ''].join('\n');
}

/** The same for documentation and interfaces without HTML. */
export function snippetText(display: string, notice: string): string {
  return `${display}\n\n${notice}\n`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '©': '&copy;' };
  return text.replace(/[&<>"©]/g, (character) => entities[character] ?? character);
}
