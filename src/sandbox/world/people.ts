import type { Person } from './world-types.ts';

const person = (
  accountId: string,
  name: string,
  email: string | undefined,
  status: Person['status'] = 'active',
): Person => ({ accountId, name, email, status });

/** The people of the sample world. The first four can sign in; an undefined e-mail is hidden. */
export const people = {
  mara: person('712020:4b2f6c1e-0d43-4a7e-9c55-8f1f0c2d7a11', 'Mara Lindqvist', 'mara@example.com'),
  maraForge: person('712020:9e07d3ab-51c8-4f0d-8a2b-6b7c9d1e3f42', 'Mara Lindqvist', 'mara+forge@example.com'),
  devon: person('712020:1c9a8e77-2f64-4b0b-b1d3-55e0a9c4f683', 'Devon Okafor', 'devon@example.com'),
  priya: person('5d91f0a3c4b7e80c1a2f6d35', 'Priya Raman', 'priya@example.com', 'inactive'),
  jonas: person('5b10ac8d82e05b22cc7d4ef5', 'Jonas Berg', 'jonas.berg@example.com'),
  aiko: person('557058:0f3de1b6-7c28-4d7a-a5b0-3f1ce2d86a94', 'Aiko Tanaka', 'aiko.tanaka@example.com'),
  samuel: person('712020:77aa12d0-8e4b-4c39-9f6d-b0c3e5f1a2d8', 'Samuel Osei', undefined),
  lucia: person('60e5a7b2f9c4d30069a1be47', 'Lucía Fernández', 'lucia@example.com'),
  hannah: person('712020:d4c3b2a1-6f5e-4d7c-8b9a-0e1f2a3b4c5d', 'Hannah Weiß', 'hannah.weiss@example.com'),
  omar: person('63f1c9d8e7b6a5042d3c1b0a', 'Omar Haddad', undefined),
  chloe: person('557058:a9b8c7d6-1e2f-4a3b-9c4d-5e6f7a8b9c0d', 'Chloé Martin', 'chloe.martin@example.com'),
  ravi: person('712020:3e4d5c6b-7a89-4b1c-a2d3-e4f5a6b7c8d9', 'Ravi Menon', 'ravi.menon@example.com'),
  ewa: person('5f8e7d6c5b4a39281706f5e4', 'Ewa Nowak', undefined),
  liam: person('712020:c0ffee12-3456-4789-8abc-def012345678', "Liam O'Connor", 'liam@example.com'),
} as const;

/** A closed account, which appears in histories only. */
export const former: Person = {
  accountId: '5a4b3c2d1e0f9a8b7c6d5e4f',
  name: 'Former user',
  email: undefined,
  status: 'closed',
};
