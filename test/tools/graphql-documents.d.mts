import type { Plugin } from 'esbuild';

export declare function readDocument(file: string): { readonly text: string; readonly files: readonly string[] };
export declare const graphqlDocuments: Plugin;
