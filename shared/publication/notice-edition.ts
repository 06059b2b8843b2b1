import * as v from 'valibot';

/** How a notice is laid out: 网页公示版 (page number centred at the bottom) or 打印装订版 (GB/T 9704-2012 clause 8 to the letter). */
export const NoticeEdition = v.picklist(['web', 'print']);
export type NoticeEdition = v.InferOutput<typeof NoticeEdition>;
