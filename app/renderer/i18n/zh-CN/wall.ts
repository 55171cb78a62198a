const texts = {} as const;

export default texts;
