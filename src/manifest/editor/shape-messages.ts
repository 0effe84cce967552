import { l10n } from 'vscode';
import type { ReferenceTarget, ShapeProblem } from '../model/shape-problem.ts';
import { count } from '../../vscode/text.ts';
import { formatAlternatives, valueKindName } from './manifest-labels.ts';

/** What is wrong, and whether `forge lint` says it too. VS Code renders it as plain text. */
export function shapeMessage(problem: ShapeProblem): string {
  return `${aboutProblem(problem)} ${lintSentence(problem.isLinted)}`;
}

/** Whether `forge lint` says a problem too, as a sentence. */
export function lintSentence(isLinted: boolean): string {
  return isLinted ? l10n.t('forge lint reports this too.') : l10n.t('forge lint doesn’t check this.');
}

function aboutProblem(problem: ShapeProblem): string {
  switch (problem.kind) {
    case 'unknownModule':
      return problem.nearest === undefined
        ? l10n.t('Unknown module type {0}.', problem.type)
        : l10n.t('Unknown module type {0}. Did you mean {1}?', problem.type, problem.nearest);
    case 'unknownKey':
      return problem.nearest === undefined
        ? l10n.t('{0} has no key {1}.', problem.where, problem.key)
        : l10n.t('{0} has no key {1}. Did you mean {2}?', problem.where, problem.key, problem.nearest);
    case 'missingKey':
      return l10n.t('{0} needs {1}.', problem.where, formatAlternatives(problem.keys.map((set) => set.join(' + '))));
    case 'wrongValue':
      return valueText(problem);
    case 'beyondLimit':
      return limitText(problem);
    case 'noModules':
      return l10n.t('An app needs a module under modules.');
    case 'wrongHandler':
      return l10n.t('A handler names a file in src without its extension, a dot, and an export, such as index.run.');
    case 'duplicateModule':
      return l10n.t('Another module has the same key {0}.', problem.key);
    case 'unknownReference':
      return [missingTargets()[problem.to](problem.key), ...meant(problem)].join(' ');
    case 'missingHandler':
      return l10n.t('There is no file {0} with the extension js, jsx, ts, tsx or cjs.', problem.path);
    case 'missingExport':
      return l10n.t('{0} doesn’t export {1}.', problem.path, problem.name);
    case 'missingResource':
      return l10n.t('There is no file or folder {0}.', problem.path);
    case 'unknownVariable':
      return l10n.t('The variable {0} isn’t listed under environment.variables, so it isn’t filled in.', problem.name);
  }
}

function limitText({ key, limit }: Extract<ShapeProblem, { kind: 'beyondLimit' }>): string {
  switch (limit.kind) {
    case 'range':
      return l10n.t('{0} must be from {1} to {2}.', key, count(limit.min), count(limit.max));
    case 'length':
      return l10n.t('{0} takes up to {1} characters.', key, count(limit.max));
    case 'form':
      return limit.form === 'name'
        ? l10n.t('{0} takes letters, digits, hyphens and underscores only.', key)
        : l10n.t('{0} takes lower-case letters, digits and hyphens only.', key);
  }
}

function meant({ nearest }: { readonly nearest?: string }): string[] {
  return nearest === undefined ? [] : [l10n.t('Did you mean {0}?', nearest)];
}

function missingTargets(): Record<ReferenceTarget, (key: string) => string> {
  return {
    function: (key) => l10n.t('There is no function {0} under modules.function.', key),
    resource: (key) => l10n.t('There is no resource {0} under resources.', key),
    endpoint: (key) => l10n.t('There is no endpoint {0} under modules.endpoint.', key),
    remote: (key) => l10n.t('There is no remote {0} under remotes.', key),
    service: (key) => l10n.t('There is no service {0} under services.', key),
  };
}

/** Longer lists of values are not told whole. */
const maxValues = 8;

function valueText({ key, wanted, values, nearest }: Extract<ShapeProblem, { kind: 'wrongValue' }>): string {
  if (nearest !== undefined) return l10n.t('{0} doesn’t take this value. Did you mean {1}?', key, nearest);
  if (values === undefined) return l10n.t('{0} must be {1}.', key, formatAlternatives(wanted.map(valueKindName)));
  return values.length > maxValues
    ? l10n.t('{0} doesn’t take this value.', key)
    : l10n.t('{0} must be {1}.', key, formatAlternatives(values));
}
