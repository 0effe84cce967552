export { exactTime, relativeTime } from '../../src/core/time-text.ts';
