import * as vscode from 'vscode';
import { moduleDocumentation } from '../../core/documentation.ts';
import type { TextPlace } from '../model/text-place.ts';
import { requiredKeys } from '../model/suggestions.ts';
import { allowedTexts, type ShapeAt, shapeAt } from '../shapes/shape-at.ts';
import { formatAlternatives, formatList, valueKindName } from './manifest-labels.ts';
import { code, plainHover } from './markdown.ts';

/** Longer lists of values are cut. */
const maxValues = 12;

/** The hover of a type of module, or of a key of a manifest that is known; undefined for any other place. */
export function keyHover({ path, kind, text, hasColon }: TextPlace): vscode.MarkdownString | undefined {
  if (kind !== 'key' || !hasColon) return undefined;
  if (path.length === 1 && path[0] === 'modules') return moduleHover(text);
  const [around, own] = [shapeAt(path), shapeAt([...path, text])];
  if (around?.map === undefined || own?.value === undefined) return undefined;
  const { kinds } = own.value;
  const values = allowedTexts(own.value);
  const isRequired = requiredKeys(around.map.required).includes(text);
  return plainHover([
    [
      `**${code(text)}**`,
      formatAlternatives(kinds.map(valueKindName)),
      ...(isRequired ? [vscode.l10n.t('required')] : []),
    ].join(' · '),
    ...(values.length > 0 && !kinds.includes('boolean') ? [valuesText(values)] : []),
    ...learnMore(around),
  ]);
}

function moduleHover(type: string): vscode.MarkdownString | undefined {
  const found = shapeAt(['modules', type]);
  if (found === undefined) return undefined;
  const required = requiredKeys(found.map?.required ?? []);
  return plainHover([
    [`**${code(type)}**`, vscode.l10n.t('a type of module')].join(' · '),
    ...(required.length > 0 ? [vscode.l10n.t('Needs {0}.', formatList(required.map(code)))] : []),
    ...learnMore(found),
  ]);
}

function valuesText(values: readonly string[]): string {
  const shown = values.slice(0, maxValues).map(code);
  return values.length > maxValues
    ? vscode.l10n.t('One of {0} and others.', shown.join(', '))
    : vscode.l10n.t('One of {0}.', shown.join(', '));
}

/** The link to the page about a module; none where the place is in no module. */
function learnMore({ module }: ShapeAt): string[] {
  return module ? [`[${vscode.l10n.t('Learn more')}](${moduleDocumentation(module.page)})`] : [];
}
