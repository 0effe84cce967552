/** UUIDs of the hand-made apps, constant so that tests can use them; `maraForge…` belong to the alias account. */
export const sampleAppIds = {
  releaseNotes: '5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3',
  timesheets: 'b7d04a19-3c5e-4f82-8a6d-91e0c37f5b24',
  customerVault: '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95',
  standupDigest: '1f9b7e35-c842-4a06-8d13-6e5a0b94c7f2',
  decisionRegister: 'd2a68c40-9e1f-4b73-a5c8-37f0e1b6d982',
  assetBridge: '4c70e9b3-28d5-4f1a-9b07-c6d3a8e51f60',
  reportExporter: 'e91d5a72-06bf-4c38-8e94-f2a7b0d36c51',
  approvalButtons: '70b3f8d6-e4a9-4125-b6c0-8f1d2e97a3c4',
  diagramPeek: 'a5c1d907-4f62-4be8-97d3-0e8b6f2c1a49',
  fieldGuard: '3d86e2f1-b07c-4a59-8f24-d19c5e7b60a8',
  minutesJapanese: 'c4e79a08-1d53-4f6b-a2e1-75b8d0f3c926',
  hostileName: '96f20b5d-8ea7-4c14-9d38-a0c7e4b1f253',
  qualityGate: '0b4d8f6e-a293-4d71-b5e0-2c9f7a1e8d36',
  sprintForecast: '682ce1a7-f05b-4398-8c7d-e3b1a9d4f012',
  teamPoll: 'f8a37d1c-69e0-4b25-94fa-1b6e0c5d2a87',
  mergeGatekeeper: '27e5b0c9-d1f4-4a8e-b306-94a2d8f7e15c',
  maraForgePlayground: '9a1c6e4f-32d7-4085-a9be-f0d3b7c25e18',
  maraForgeInvoices: '5bd7f2e0-8c14-4e96-8f5a-c7a0e1d93b64',
} as const;

/** Developer spaces; their names are what customers see. */
export const developerSpaces = {
  northlight: { id: '2f6d0a9b-7c41-4e85-b3d0-a8e9f1c65d72', name: 'Northlight Labs', published: true },
  personal: { id: 'd8b1e5f7-40c6-4a92-8e3d-6f7a2c09b1e4', name: 'Mara’s workshop', published: false },
  fjord: { id: '61c9f3a8-b5d2-4071-9f6e-e40b8d7a2c35', name: 'Fjord & Sons “Software”', published: true },
} as const;

/** The Marketplace partner that lists all apps of the world. */
export const marketplacePartner = { id: '1219847', name: 'Northlight Labs' } as const;
