import type { Plugin } from 'esbuild';

export function iconFont(root: string): Plugin;

export function usedIcons(path: string, names: ReadonlySet<string>): Promise<string>;
