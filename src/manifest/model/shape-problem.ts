import type { Range } from '../../core/text-position.ts';
import type { TextForm, ValueKind } from '../shapes/shape-table.ts';

/** What a key of a module or of another part of the manifest can refer to. */
export type ReferenceTarget = 'function' | 'resource' | 'endpoint' | 'remote' | 'service';

/** What a value must keep to: a range of numbers, a number of characters, or which characters. */
export type ValueLimit =
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly kind: 'length'; readonly max: number }
  | { readonly kind: 'form'; readonly form: TextForm };

/** Something that a manifest says and Forge does not take, by the published schema or by what the manifest lacks. */
export type ShapeProblem = {
  readonly range: Range;
  /** Whether `forge lint` is known to say it too. */
  readonly isLinted: boolean;
} & (
  | { readonly kind: 'unknownModule'; readonly type: string; readonly nearest?: string }
  /** `where`: a type of module, or a key. */
  | { readonly kind: 'unknownKey'; readonly key: string; readonly where: string; readonly nearest?: string }
  /** `keys`: sets of keys, one of which is needed. */
  | { readonly kind: 'missingKey'; readonly where: string; readonly keys: readonly (readonly string[])[] }
  | {
      readonly kind: 'wrongValue';
      readonly key: string;
      readonly wanted: readonly ValueKind[];
      /** All texts that are allowed, where these are few. */
      readonly values?: readonly string[];
      readonly nearest?: string;
    }
  | { readonly kind: 'beyondLimit'; readonly key: string; readonly limit: ValueLimit }
  | { readonly kind: 'noModules' }
  | { readonly kind: 'wrongHandler'; readonly handler: string }
  | { readonly kind: 'duplicateModule'; readonly key: string }
  | {
      readonly kind: 'unknownReference';
      readonly to: ReferenceTarget;
      readonly key: string;
      readonly nearest?: string;
    }
  | { readonly kind: 'unknownVariable'; readonly name: string }
  /** `path`: from the manifest's folder; of handlers without the extension. */
  | { readonly kind: 'missingHandler' | 'missingResource'; readonly path: string }
  | { readonly kind: 'missingExport'; readonly path: string; readonly name: string }
);
