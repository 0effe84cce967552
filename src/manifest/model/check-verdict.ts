import type { CheckOutcome } from '../../gateway/operations/fetch-app-pre-deployment-check.ts';

/** An error that Atlassian found in a manifest. */
export interface CheckError {
  /** The part of the manifest that it is about, such as `permissions.scopes`. */
  readonly key: string;
  readonly message: string;
  /** The line, counted from 0; undefined if Atlassian does not say it. */
  readonly line: number | undefined;
}

/** What Atlassian says of a manifest before it is deployed. */
export interface CheckVerdict {
  /** Whether deploying it makes a major version; undefined if Atlassian does not say so. */
  readonly makesMajorVersion: boolean | undefined;
  /** The rules that apply to it: what needs approval, and what is an error. */
  readonly findings: readonly CheckOutcome[];
  readonly errors: readonly CheckError[];
}

const majorVersionRule = 'MAJOR_VERSION_RULE';

/** Reads outcomes of the gateway's rules, of which only those with a true value say anything of this manifest. */
export function verdictOf(outcomes: readonly CheckOutcome[]): CheckVerdict {
  const findings = outcomes.filter(({ value }) => value);
  return {
    makesMajorVersion: outcomes.find(({ rule }) => rule === majorVersionRule)?.value,
    findings,
    errors: findings
      .filter(({ category }) => category === 'ERROR')
      .flatMap(({ errors, reason, rule }) =>
        errors === undefined || errors.length === 0
          ? [{ key: rule, message: reason, line: undefined }]
          : errors.map(({ key, message, line }) => ({ key, message: message ?? reason, line: lineIndex(line) })),
      ),
  };
}

/**
 * The index of a line that the gateway names. No answer was ever seen: inferred from the Forge CLI, which counts lines
 * from 1 and prints 0 where it knows none.
 */
function lineIndex(line: number | undefined): number | undefined {
  return line !== undefined && Number.isSafeInteger(line) && line >= 1 ? line - 1 : undefined;
}
