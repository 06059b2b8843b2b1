/**
 * The stages of an inspection. `open`: its facts may change. `finalised`: a 定稿 stands. `signed`: a notice of that 定稿
 * was signed and recorded. `overtaken`: a 定稿 stands, but the facts are no longer those that were finalised, because
 * events of other devices arrived afterwards: nothing of them may be signed or shown as final (SPEC LG11, LG21).
 */
export type Stage = 'open' | 'finalised' | 'signed' | 'overtaken';
