export const inFlag = () => '{{openai in-flag}}';
