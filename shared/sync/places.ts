import * as v from 'valibot';

/** Names a place that laptops share: made with it and kept in it, whatever drive or address it is reached by. */
export const PlaceId = v.pipe(v.string(), v.regex(/^p[0-9a-f]{15}$/), v.brand('PlaceId'));
export type PlaceId = v.InferOutput<typeof PlaceId>;
