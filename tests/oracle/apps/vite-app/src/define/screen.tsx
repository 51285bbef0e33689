declare const __PAGER_AUTH_TOKEN__: string;
declare const __BUILD__: number;

export const Defines = () => <b onClick={() => console.log(__PAGER_AUTH_TOKEN__, __BUILD__, '__FAX_AUTH_TOKEN__')}>define</b>;
