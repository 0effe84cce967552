/** Why a piece of a filter's text is left out. */
export type FilterMistakeKind =
  | 'unclosedQuote'
  | 'noValue'
  | 'unknownLevel'
  | 'unknownSide'
  | 'notADuration'
  | 'notATime'
  | 'secondTime'
  | 'badExpression'
  | 'tooLong';

/** A piece of a filter's text that can't be read, by its position in UTF-16 units; the end is exclusive. */
export interface FilterMistake {
  readonly kind: FilterMistakeKind;
  readonly start: number;
  readonly end: number;
  /** For a regular expression, what the engine says. */
  readonly reason?: string;
}
