// What is used of undici, in a module of its own: it is big, and loaded with the first request.
export { Agent, request } from 'undici';
