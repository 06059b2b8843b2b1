/** The faces a notice is set in. */
export type Face = 'serif' | 'serifBold' | 'sans';

/** A rectangle on a page, in points from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Text in one face on one line: left end of its base line in points from the page's upper left corner. */
export interface TextItem {
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Added after every character, in points, so that the line fills its measure. */
  readonly spacing: number;
}

/** The lines of one cell or paragraph on one page, and the room that is theirs. */
export interface Block {
  /** What the text is, `row-8/narrative`: the blocks of one name, joined over the pages, are its whole text. */
  readonly of: string;
  readonly box: Box;
  readonly items: readonly TextItem[];
}

/** A ruled line. */
export interface Rule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly width: number;
}

/** Text beside the notice's own words: page number, mark of a preview; turned clockwise about its left end. */
export interface Mark {
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly colour: string;
  readonly opacity: number;
}

export interface NoticePage {
  /** Height that is taken up of the text area, from its upper edge to the lower edge of the last thing on it. */
  readonly used: number;
  readonly blocks: readonly Block[];
  readonly rules: readonly Rule[];
  readonly marks: readonly Mark[];
}

/** A document ready to be drawn: every line in its place, as plain data. */
export interface NoticeDocument {
  readonly page: { readonly width: number; readonly height: number };
  readonly info: { readonly title: string; readonly author: string; readonly subject: string };
  readonly pages: readonly NoticePage[];
}
