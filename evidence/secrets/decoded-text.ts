/** What a Base64 string says when that is readable text. */
export function decodedText(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  if (compact.length < 24 || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  const plain = Buffer.from(compact, 'base64').toString('utf8');
  // Anything outside printable text means that these were not letters encoded, only letters.
  return /[^\t\n\r\x20-\x7e\u00a0-\ud7ff]/.test(plain) ? undefined : plain;
}
