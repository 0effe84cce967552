export declare const checks: Readonly<Record<'types' | 'page-types' | 'lint' | 'format', readonly string[]>>;
export declare const quickLint: readonly string[];
export declare const writeFormat: readonly string[];
