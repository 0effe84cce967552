import type { Message } from './messages.ts';
import type { Choice } from './quick-input.ts';
import type { Box } from './text-editor.ts';
import type { Row } from './tree.ts';

/** A row as drawn. */
export interface DrawnRow extends Row {
  /** Counted over all rows of the tree. */
  readonly index: number;
  /** In pixels, on the page. */
  readonly top: number;
  /** False for a row that is partly scrolled out of view. */
  readonly whole: boolean;
  /** The letter of a decoration at its end, or an empty string. */
  readonly badge: string;
}

export function readRows(elements: unknown[]): DrawnRow[];
export function meetRow(list: unknown, row: { readonly label: string; readonly index?: number }): { end(): boolean };
export function readHover(hovers: unknown[]): { text: string; links: number; foreign: number } | undefined;
export function readFacts(section: unknown): Record<string, string>;
export function readChoices(elements: unknown[]): Choice[];
export function readNotifications(elements: unknown[]): Message[];
export function readCells(rows: unknown[]): string[][];
export function readLabels(elements: unknown[]): string[];
export function isStored(text: string): Promise<boolean>;
export function readBoxWithin(line: unknown, text: string): Box | undefined;
export function mouseIsTaken(): Promise<unknown>;
export function scrollByRows(rows: {
  readonly to: number;
  readonly by: number;
}): Promise<{ readonly before: number[]; readonly after: number[]; readonly touched: number[] }>;
export function findBarriers(): Promise<string[]>;
export function readColumns(): { readonly head: number[]; readonly cell: number[] }[];
export function scrollTo(to: { readonly left: number; readonly top: number }): void;
export function readEdges(): {
  readonly from: number;
  readonly first: number;
  readonly cut: string[];
  readonly whole: number;
};
