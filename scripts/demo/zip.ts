/** A ZIP archive from texts: the little of the format that a Word document needs, the same bytes every time. */

import { crc32, deflateRawSync } from "node:zlib";

/** 1 January 2026, midnight, as MS-DOS counts days: years since 1980, month, day. */
const dosDate = ((2026 - 1980) << 9) | (1 << 5) | 1;
const deflate = 8;
const utf8Names = 0x0800;

/** Archives the texts under their paths, in the order given. */
export function zip(entries: Record<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(entries)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const name = Buffer.from(path);
    const fields = describe(content, packed.length, name.length);
    const local = Buffer.concat([signature("PK\x03\x04"), fields, name, packed]);
    directory.push(pointTo(offset, fields, name));
    bodies.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  return Buffer.concat([...bodies, listing, end(directory.length, listing.length, offset)]);
}

const signature = (text: string) => Buffer.from(text, "latin1");

/** The 26 bytes that a file's own header and its line in the directory have in common. */
function describe(content: Buffer, packedBytes: number, nameBytes: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(deflate, 4);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packedBytes, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(nameBytes, 22);
  return fields;
}

/** A line of the directory: the fields, ten bytes of attributes left at zero, and where the file begins. */
function pointTo(offset: number, fields: Buffer, name: Buffer): Buffer {
  const madeBy = Buffer.from([20, 0]);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(offset, 10);
  return Buffer.concat([signature("PK\x01\x02"), madeBy, fields, place, name]);
}

function end(files: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(files, 4);
  record.writeUInt16LE(files, 6);
  record.writeUInt32LE(bytes, 8);
  record.writeUInt32LE(offset, 12);
  return Buffer.concat([signature("PK\x05\x06"), record]);
}
