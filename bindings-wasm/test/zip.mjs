// Writes zips like Convex's export does, in every host.

/** Writes a zip. `files` are names and texts or bytes; `options.isStored` leaves them unpacked. */
export async function zip(files, { isStored = false, damage = (bytes) => bytes, checksum = (value) => value } = {}) {
  const [bodies, records] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, bytes] = [encode(name), encode(content)];
    const packed = damage(isStored ? bytes : await deflate(bytes));
    const method = isStored ? 0 : 8;
    const facts = [u16(20), u16(0), u16(method), u32(0), u32(checksum(crc32(bytes))), u32(packed.length), u32(bytes.length), u16(path.length), u16(0)];
    const body = [u32(0x04034b50), ...facts, path, packed];
    records.push(u32(0x02014b50), u16(20), ...facts, u16(0), u16(0), u16(0), u32(0), u32(at), path);
    bodies.push(...body);
    at += sizeOf(body);
  }
  const count = Object.keys(files).length;
  const end = [u32(0x06054b50), u16(0), u16(0), u16(count), u16(count), u32(sizeOf(records)), u32(at), u16(0)];
  return new Blob([...bodies, ...records, ...end]);
}

async function deflate(bytes) {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

const encode = (content) => (typeof content === "string" ? new TextEncoder().encode(content) : content);
const sizeOf = (parts) => parts.reduce((sum, { length }) => sum + length, 0);
const u16 = (number) => new Uint8Array([number, number >>> 8]);
const u32 = (number) => new Uint8Array([number, number >>> 8, number >>> 16, number >>> 24]);

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
