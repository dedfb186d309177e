// What runs in Node on the hub's side of the scene: one door, so that all of it can be built anew with a guard taken out.
export { toNodeListener } from '../../../../src/adapters/node/index.ts';
export { createUiPages } from '../../../../src/adapters/web/index.ts';
export { BIANCA, createDeskHub } from '../../../rig/desk-hub.ts';
