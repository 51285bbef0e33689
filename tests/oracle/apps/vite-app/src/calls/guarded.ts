/** Read below what it is given: nobody knows that it is there. */
export const from = (config: { label: string }) => config.label + '{{openai from-config}}';
