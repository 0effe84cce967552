/** A place in a text; lines and characters are counted from 0, as VS Code does. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A stretch of a text; the end is the first place behind it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
