import type zh from '../zh-CN/rooms.ts';

const texts = {} as const satisfies Record<keyof typeof zh, string>;

export default texts;
