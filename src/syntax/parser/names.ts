/** What a name's spelling says (language 2.1). */

/** UIDENT of the grammar: names of host types begin with an upper-case letter. */
export function isTypeName(name: string): boolean {
  const code = name.charCodeAt(0);
  return code >= 0x41 && code <= 0x5a;
}
