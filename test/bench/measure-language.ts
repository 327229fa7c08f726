import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LanguageReader } from '../../main/engine/capabilities/language.ts';
import { LANGUAGES } from '../../main/engine/domain/capability.ts';
import { readablePart, TokenBuffer, tokenize } from '../../main/engine/templates/tokens.ts';

/** What language the prompts of each source are read as, by the `lang` that the data gives. */
const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: measure-language.ts <data folder with train/ and measure/>\n');
  process.exit(2);
}
const reader = new LanguageReader();
const tokens = new TokenBuffer();
const encoder = new TextEncoder();

function languageOf(prompt: string): string {
  const bytes = readablePart(encoder.encode(prompt));
  tokenize(bytes, 0, bytes.length, tokens);
  return LANGUAGES[reader.read(bytes, tokens)] as string;
}

process.stdout.write('source, lang given            n  read as\n');
for (const part of ['train', 'measure']) {
  for (const file of readdirSync(join(folder, part)).sort()) {
    const records = readFileSync(join(folder, part, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { prompt: string; lang?: string });
    for (const [lang, members] of Map.groupBy(records, (record) => record.lang ?? '-')) {
      const read = [...Map.groupBy(members, ({ prompt }) => languageOf(prompt))]
        .sort(([, a], [, b]) => b.length - a.length)
        .map(([name, items]) => `${name} ${((100 * items.length) / members.length).toFixed(1)} %`);
      process.stdout.write(
        `${file.replace('.jsonl', '').padEnd(24)} ${lang.padEnd(3)} ${String(members.length).padStart(5)}  ${read.slice(0, 7).join(', ')}\n`,
      );
    }
  }
}
