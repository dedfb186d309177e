export { createUiPages, uiAssets, type UiAssetsOptions, type UiHandler, type UiPagesOptions } from './pages/ui-pages.ts';
export type { PanelOrigins } from './pages/panel-page.ts';
export type { mountPanel, OpenedRecord, PanelHandle, PanelOptions } from './loader/loader.ts';
