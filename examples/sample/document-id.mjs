// Document ids as Convex writes them: the table's number, 16 bytes of the document's own, and a checksum, in base 32.

import { createHash } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The id of a document; the same table number and row give the same id. */
export function documentId(tableNumber, row) {
  const own = createHash("sha256").update(`${tableNumber}/${row}`).digest().subarray(0, 16);
  const bytes = [...variableLength(tableNumber), ...own];
  return base32([...bytes, ...fletcher16(bytes)]);
}

/** Seven bits a byte, the low ones first; the high bit says that more follow. */
function variableLength(number) {
  const low = number & 0x7f;
  return number > 0x7f ? [low | 0x80, ...variableLength(number >>> 7)] : [low];
}

function fletcher16(bytes) {
  let [a, b] = [0, 0];
  for (const byte of bytes) {
    a = (a + byte) % 256;
    b = (b + a) % 256;
  }
  return [a, b];
}

function base32(bytes) {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{1,5}/g).map((five) => ALPHABET[parseInt(five.padEnd(5, "0"), 2)]).join("");
}
