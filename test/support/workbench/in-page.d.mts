import type { Message } from './messages.ts';
import type { Choice } from './quick-input.ts';
import type { Box } from './text-editor.ts';
import type { Row } from './tree.ts';

/** `index` counts the rows of the whole tree; `whole` is false for a row at the edge of what is scrolled into view. */
export function readRows(elements: unknown[]): (Row & { index: number; whole: boolean })[];
export function readChoices(elements: unknown[]): Choice[];
export function readNotifications(elements: unknown[]): Message[];
export function isStored(text: string): Promise<boolean>;
export function readBoxWithin(line: unknown, text: string): Box | undefined;
export function readBadge(row: unknown): string;
export function mouseIsTaken(): Promise<unknown>;
export function scrollByRows(rows: {
  readonly to: number;
  readonly by: number;
}): Promise<{ readonly before: number[]; readonly after: number[]; readonly touched: number[] }>;
