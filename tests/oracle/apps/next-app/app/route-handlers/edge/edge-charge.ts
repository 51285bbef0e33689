export const charge = () => '{{openai edge-charge}}'.length;
