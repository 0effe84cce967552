/** A choice on a review: a button, and what happens when it is pressed. */
export interface ReviewChoice<T> {
  readonly label: string;
  /** What happens then, in a sentence or two. */
  readonly consequence: string;
  /** The main choice of the review. */
  readonly primary?: boolean;
  /** A text that the choice is about, shown below it line by line. */
  readonly text?: string;
  readonly value: T;
}

/** Something to know, with the choices that it leaves. */
export interface ReviewPart<T> {
  readonly heading: string;
  /** One paragraph each. */
  readonly paragraphs: readonly string[];
  readonly choices: readonly ReviewChoice<T>[];
}

/** Something that comes, goes, or differs. */
export type RowTone = 'added' | 'removed' | 'changed';

export interface ReviewTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What each row stands for, where that has a colour; the row's texts say it too. */
  readonly tones?: readonly RowTone[];
}

/** One of the things under review. */
export interface ReviewSubject<T> {
  readonly name: string;
  /** The outcome of the checks, in a sentence or two. */
  readonly verdict: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly parts: readonly ReviewPart<T>[];
  readonly table?: ReviewTable;
}

/** A page to read before something is done. Texts from elsewhere may be in it as they are. */
export interface Review<T> {
  /** Title of the page and of its tab. */
  readonly title: string;
  readonly subjects: readonly ReviewSubject<T>[];
  /** What can be done about all of them. */
  readonly choices: readonly ReviewChoice<T>[];
}

/** A review on the screen. */
export interface OpenReview<T> {
  /** False once the person has closed it. */
  readonly isOpen: boolean;
  /** The next choice; undefined once the page is closed. Choices made while nobody asks are dropped. */
  next(): Promise<T | undefined>;
  close(): void;
}

/** All choices of a review, in the order in which the page numbers them. */
export function choicesOf<T>({ subjects, choices }: Review<T>): readonly ReviewChoice<T>[] {
  return [...choices, ...subjects.flatMap(({ parts }) => parts.flatMap((part) => part.choices))];
}
