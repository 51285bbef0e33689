export const live = () => '{{openai live}}';
