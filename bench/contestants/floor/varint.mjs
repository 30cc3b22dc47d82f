// @ts-check

/** @param {number} value */
export function varintLength(value) {
  let length = 1;
  for (let rest = value; rest > 127; rest >>>= 7) length++;
  return length;
}

/** @param {Uint8Array} bytes @param {number} at @param {number} value */
export function writeVarint(bytes, at, value) {
  let position = at;
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes[position++] = (rest & 127) | 128;
  bytes[position++] = rest;
  return position;
}
