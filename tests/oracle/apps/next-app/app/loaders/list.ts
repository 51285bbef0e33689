export const loaders = { first: () => import('./of-list'), size: 1 };

export const listHere = () => 'list' + location.href;
