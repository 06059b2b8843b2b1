import { foldText } from './fold-text.ts';

/**
 * A figure in a folded text, as a pattern: marks of thousands only between full groups of three. What could be read in
 * more than one way (`98,5`, `12。5`, figures with other digits beside them) is none: a text is never held against a guess.
 */
export const FIGURE = [
  String.raw`(?<![\p{N}][.,。'’ ·]?)`,
  String.raw`(?:[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:['’]\d{3})+)|\d+)`,
  String.raw`(?:\.\d+)?(?![.,'’]?\p{N})`,
].join('');

/** The figure without its marks of thousands: `152,714.250` → `152714.250`. */
export function plainFigure(figure: string): string {
  return figure.replace(/[^\d.]/gu, '').replace(/^0+(?=\d)/, '');
}

const ANY_FIGURE = new RegExp(FIGURE, 'u');

/**
 * What a figure in a text as it stands may say, as plain figures, itself first: behind `，` or a blank may begin a figure
 * of its own (`5，100户` counts 5100 or 100).
 */
export function readingsOf(original: string): readonly string[] {
  const figure = ANY_FIGURE.exec(foldText(original).text)?.[0] ?? '';
  const whole = plainFigure(figure);
  return /[ \u3000，]/u.test(original) ? [whole, figure.split(/[ ,]/u).at(-1) ?? whole] : [whole];
}
