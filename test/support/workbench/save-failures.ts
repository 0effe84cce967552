import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { out } from '../paths.ts';
import { progress } from '../step.mjs';

/** What is saved when a test fails. */
export interface Watched {
  page: Page;
  dataFolder: string;
}

const watched = new Set<Watched>();
const folder = join(out, 'ui-failures');

/** From now on, failing tests save what this workbench shows to out/ui-failures; the returned function stops that. */
export function saveFailuresOf(workbench: Watched): () => void {
  watched.add(workbench);
  return () => void watched.delete(workbench);
}

/** Saves a screenshot of the workbench and the logs of VS Code and its extensions, including output channels. */
export async function saveFailure({ page, dataFolder }: Watched, title: string): Promise<void> {
  const place = join(folder, title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100));
  await mkdir(place, { recursive: true });
  await Promise.allSettled([
    page.screenshot({ path: join(place, 'workbench.png') }),
    cp(join(dataFolder, 'data', 'logs'), join(place, 'logs'), { recursive: true }),
  ]);
  progress(`      What the workbench showed: ${place}`);
}

/** The workbenches that are open. */
export const watchedWorkbenches = (): readonly Watched[] => [...watched];
