declare const BY_HELPER: string, IN_DEVELOPMENT: string;

document.addEventListener('click', () => console.log(BY_HELPER, typeof IN_DEVELOPMENT === 'string' && IN_DEVELOPMENT));
