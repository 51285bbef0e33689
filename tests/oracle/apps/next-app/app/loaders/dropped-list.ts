export const loaders = { first: () => import('./of-dropped-list'), size: 1 };

export const droppedlist = 1;
