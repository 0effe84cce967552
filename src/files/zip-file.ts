import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A zip file with one file in it. Not a library: this is all of the format that is needed (APPNOTE.TXT of PKWARE,
 * sections 4.3.7, 4.3.12 and 4.3.16).
 */
export function zipFile(name: string, text: string): Buffer {
  const content = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(content);
  const nameBytes = Buffer.from(name, 'utf8');
  const about = Buffer.alloc(26);
  // Version 2.0, names in UTF-8, deflated, 1 January 1980.
  for (const [offset, value] of [20, 0x0800, 8, 0, 0x21].entries()) about.writeUInt16LE(value, 2 * offset);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(content.length, 18);
  about.writeUInt16LE(nameBytes.length, 22);
  const file = Buffer.concat([signature(0x04034b50), about, nameBytes, packed]);
  const entry = Buffer.concat([signature(0x02014b50), shorts(20), about, Buffer.alloc(14), nameBytes]);
  const end = Buffer.concat([signature(0x06054b50), shorts(0, 0, 1, 1), Buffer.alloc(10)]);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(file.length, 16);
  return Buffer.concat([file, entry, end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}
