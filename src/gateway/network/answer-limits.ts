/**
 * Largest response accepted, in bytes; a page of the gateway's largest list is far below. Audit events of a range with
 * more are fetched in smaller ranges.
 */
export const maxAnswerBytes = 16 * 1024 * 1024;

/** Longest pause within a response, in milliseconds. */
export const longestSilenceMs = 15_000;
