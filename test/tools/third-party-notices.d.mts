/** The part of esbuild's metafile that says what is in the bundle. */
export interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

export function bundledPackages(metafile: Metafile): string[];
export function thirdPartyNotices(metafile: Metafile, base?: string): Promise<string>;
