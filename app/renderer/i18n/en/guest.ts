import type zh from '../zh-CN/guest.ts';

const texts = {} as const satisfies Record<keyof typeof zh, string>;

export default texts;
