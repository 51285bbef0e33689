declare const PICKED_GLOBAL: string, BY_PREFIX: string, BY_LIST: string, FROM_PROCESS: string;

document.addEventListener('click', () => console.log(PICKED_GLOBAL, BY_PREFIX, BY_LIST, FROM_PROCESS));
