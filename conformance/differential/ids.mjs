// An independent implementation of document ids.

import { documentId } from "../../examples/sample/document-id.mjs";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The tables of all questions. */
export const TABLES = { users: 10001, teams: 10002 };

/** Returns the id of a document of a table. */
export const idOf = (table, row) => documentId(TABLES[table], row);

/** Normalizes an id for `validate` of convex-helpers: returns it if it belongs to the table, else null. */
export function database(tables) {
  const normalizeId = (table, text) => (tables[table] !== undefined && tableNumber(text) === tables[table] ? text : null);
  return { normalizeId, system: { normalizeId } };
}

/** Returns the table number in an id; undefined if the text is not an id. */
function tableNumber(text) {
  const bytes = fromBase32(text);
  let number = 0;
  for (const [index, byte] of bytes.slice(0, 5).entries()) {
    number += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) {
      return bytes.length === index + 1 + 16 + 2 && checked(bytes) ? number : undefined;
    }
  }
  return undefined;
}

function fromBase32(text) {
  const digits = [...text].map((letter) => ALPHABET.indexOf(letter));
  if (digits.includes(-1)) {
    return [];
  }
  const bits = digits.map((digit) => digit.toString(2).padStart(5, "0")).join("");
  return (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
}

function checked(bytes) {
  let [a, b] = [0, 0];
  for (const byte of bytes.slice(0, -2)) {
    a = (a + byte) % 256;
    b = (b + a) % 256;
  }
  return bytes.at(-2) === a && bytes.at(-1) === b;
}
