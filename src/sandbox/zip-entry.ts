import { inflateRawSync } from 'node:zlib';

/** The names of the entries of a zip file; empty if it is none. */
export function zipNames(zip: Buffer): readonly string[] {
  return entries(zip).map(({ name }) => name);
}

/** The text of an entry of up to `longest` bytes; undefined if there is none, or it can't be read. */
export function zipText(zip: Buffer, name: string, longest: number): string | undefined {
  const entry = entries(zip).find((one) => one.name === name);
  if (entry === undefined) return undefined;
  try {
    const { header, size, method } = entry;
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const packed = zip.subarray(start, start + size);
    const content = method === 8 ? inflateRawSync(packed, { maxOutputLength: longest }) : packed;
    return content.length > longest ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly size: number;
  readonly header: number;
}

/** The entries of the file's directory, which is at its end; empty if it is no zip file. */
function entries(zip: Buffer): readonly Entry[] {
  const found: Entry[] = [];
  try {
    const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
    if (end < 0) return [];
    let at = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
      const nameLength = zip.readUInt16LE(at + 28);
      found.push({
        name: zip.toString('utf8', at + 46, at + 46 + nameLength),
        method: zip.readUInt16LE(at + 10),
        size: zip.readUInt32LE(at + 20),
        header: zip.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
    return found;
  } catch {
    return [];
  }
}
