const at = (array: ArrayLike<number>, index: number): number => array[index] ?? 0;

/** RC4, which Node no longer offers; old certificate files protect their contents with it. For reading only. */
export function rc4(data: Uint8Array, key: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number): void => {
    [state[a], state[b]] = [at(state, b), at(state, a)];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(state, i) + at(key, i % key.length)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + at(state, i)) & 255;
    swap(i, j);
    return byte ^ at(state, (at(state, i) + at(state, j)) & 255);
  });
}
