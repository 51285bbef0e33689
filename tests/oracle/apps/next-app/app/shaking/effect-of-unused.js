console.log('its effect stays', '{{openai effect-of-unused}}');
export const effectOfUnused = '{{openai effect-of-unused-export}}';
