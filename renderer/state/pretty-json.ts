const LONGEST_PRETTY = 2_000_000;

/** JSON spread over lines; null for what is no JSON object or list. Numbers keep the digits that they are written with. */
export function prettyJson(text: string): string | null {
  if (text.length > LONGEST_PRETTY || !/^\s*[{[]/.test(text)) return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return spread(text);
}

/** Adds line ends and indents around the marks of valid JSON outside its strings, and changes nothing else. */
function spread(json: string): string {
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  return json.replace(/"(?:[^"\\]|\\.)*"|[{[](\s*[}\]])?|[}\]]|,|:|\s+/g, (token, empty: string | undefined) => {
    if (token.startsWith('"')) return token;
    if (empty !== undefined) return token.replace(/\s+/, '');
    switch (token) {
      case '{':
      case '[':
        depth++;
        return token + line();
      case '}':
      case ']':
        depth--;
        return line() + token;
      case ',':
        return token + line();
      case ':':
        return ': ';
      default:
        return '';
    }
  });
}
