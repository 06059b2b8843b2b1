/** How often a costly property is tried: as often as given in `npm test`, twenty times that in the soak. */
export const runs = (usual: number): number => usual * (process.env['SOAK'] === undefined ? 1 : 20);
