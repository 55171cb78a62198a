/** Under this name the page opens its second window; Electron's main process lets a window of no other name open. */
export const STAGE_WINDOW_NAME = 'stage';
