export function npmCommand(options?: {
  readonly platform?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly node?: string;
  readonly exists?: (path: string) => boolean;
}): [program: string, ...first: string[]];
