// Convex's document ids: the table's number, 16 bytes of the document, and a checksum, in base 32.

import { createHash } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Returns the id of a document, determined by table number and row. */
export function documentId(tableNumber, row) {
  const own = createHash("sha256").update(`${tableNumber}/${row}`).digest().subarray(0, 16);
  const bytes = [...variableLength(tableNumber), ...own];
  return base32([...bytes, ...fletcher16(bytes)]);
}

/** Encodes a number with seven bits per byte, low bits first; the high bit marks that more follow. */
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
