/** A position in a text; lines and characters are counted from 0, as in VS Code. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A range of a text; the end is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
