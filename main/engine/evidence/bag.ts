/** A file of a bag with the SHA-256 of its bytes. */
export interface BagEntry {
  /** Relative to the bag, `/` between names. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
/** Tag files that the tag manifest must list, all of them. */
export const TAG_FILES = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'] as const;
export const SIGNATURE_FILE = 'signatures/tagmanifest-sha256.txt.sig';

/** The line of bag-info.txt that says that the bag was signed when it was made. */
export const SIGNED_LINE = `Bag-Signature: ${SIGNATURE_FILE}`;

/** A manifest in the form of RFC 8493 section 2.1.3 and of `sha256sum`: one digest and path a line, sorted by path. */
export function formatManifest(entries: readonly BagEntry[]): string {
  return [...entries]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ sha256, path }) => `${sha256}  ${path}\n`)
    .join('');
}

/** The number of payload bytes and files, as bag-info.txt states it (RFC 8493 section 2.2.2). */
export function payloadOxum(entries: readonly BagEntry[]): string {
  return `${entries.reduce((sum, entry) => sum + entry.bytes, 0)}.${entries.length}`;
}

export interface ParsedManifest {
  readonly digests: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/**
 * Reads a manifest strictly: every line is 64 lower-case hexadecimal digits, two spaces and a relative path without `.`, `..`,
 * backslash or percent sign, each path once. What is not so is told as a problem and left out.
 */
export function parseManifest(name: string, text: string): ParsedManifest {
  const digests = new Map<string, string>();
  const problems: string[] = [];
  if (!text.endsWith('\n')) problems.push(`${name}: the last line is not ended`);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  lines.forEach((line, index) => {
    const match = /^([0-9a-f]{64}) {2}([^\\%\r]+)$/.exec(line);
    const path = match?.[2] ?? '';
    if (match === null || path.split('/').some((part) => part === '' || part === '.' || part === '..')) {
      problems.push(`${name}: line ${index + 1} is not a digest and a relative path`);
    } else if (digests.has(path)) problems.push(`${name}: line ${index + 1} names a file a second time`);
    else digests.set(path, match[1] ?? '');
  });
  return { digests, problems };
}

/** What a bag is on disk: its regular files with their digests, and anything that is neither file nor folder in use. */
export interface BagListing {
  readonly files: readonly BagEntry[];
  readonly emptyFolders: readonly string[];
  readonly specials: readonly string[];
}

/** Everything wrong between the manifests of a bag and what lies on disk; no problem means complete and unchanged. */
export function compareBag(
  listing: BagListing,
  texts: { readonly declaration: string; readonly info: string; readonly manifest: string; readonly tagManifest: string },
): string[] {
  const problems: string[] = [];
  if (texts.declaration !== BAG_DECLARATION) problems.push('bagit.txt: not the declaration of BagIt 1.0 in UTF-8');
  for (const path of listing.specials) problems.push(`${path}: a link or special file`);
  for (const path of listing.emptyFolders) problems.push(`${path}: an empty folder, which no manifest covers`);
  const payload = parseManifest('manifest-sha256.txt', texts.manifest);
  const tags = parseManifest('tagmanifest-sha256.txt', texts.tagManifest);
  problems.push(...payload.problems, ...tags.problems);
  for (const path of payload.digests.keys()) if (!path.startsWith('data/')) problems.push(`manifest-sha256.txt: ${path} is not payload`);
  for (const path of tags.digests.keys())
    if (!isTagFile(path)) problems.push(`tagmanifest-sha256.txt: ${path} does not belong in this bag`);
  for (const path of TAG_FILES) if (!tags.digests.has(path)) problems.push(`tagmanifest-sha256.txt: ${path} is not listed`);
  const expected = new Map([...payload.digests, ...tags.digests]);
  const found = new Map(listing.files.map((file) => [file.path, file]));
  for (const [path, digest] of expected) {
    const file = found.get(path);
    if (file === undefined) problems.push(`${path}: missing`);
    else if (file.sha256 !== digest) problems.push(`${path}: changed, its SHA-256 is not the manifest's`);
  }
  for (const { path } of listing.files) {
    if (!expected.has(path) && path !== 'tagmanifest-sha256.txt' && path !== SIGNATURE_FILE)
      problems.push(`${path}: added, no manifest lists it`);
  }
  if (texts.info.split('\n').includes(SIGNED_LINE) && !found.has(SIGNATURE_FILE))
    problems.push(`${SIGNATURE_FILE}: missing, bag-info.txt says that the bag was signed`);
  const stated = /^Payload-Oxum: (\S+)$/m.exec(texts.info)?.[1];
  const actual = payloadOxum(listing.files.filter((file) => file.path.startsWith('data/')));
  if (stated !== actual) problems.push(`bag-info.txt: Payload-Oxum says ${stated ?? 'nothing'}, the payload is ${actual}`);
  return problems;
}

function isTagFile(path: string): boolean {
  return (TAG_FILES as readonly string[]).includes(path);
}
