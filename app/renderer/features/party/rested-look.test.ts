import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { REST_MS, RestedLook } from './rested-look.ts';

let looks: number;
let shown: boolean;
let rested: RestedLook;

beforeEach(() => {
  vi.useFakeTimers();
  looks = 0;
  shown = true;
  rested = new RestedLook(
    () => {
      looks += 1;
    },
    () => shown,
  );
});
afterEach(() => {
  rested[Symbol.dispose]();
  vi.useRealTimers();
});

it('news of one moment are looked at once, and those that follow after a rest', () => {
  rested.news();
  expect(looks).toBe(1);
  for (let turn = 0; turn < 20; turn += 1) rested.news();
  expect(looks).toBe(1);
  vi.advanceTimersByTime(REST_MS);
  expect(looks).toBe(2);
  vi.advanceTimersByTime(REST_MS * 10);
  expect(looks).toBe(2);
  rested.news();
  expect(looks).toBe(3);
});

it('who asks is answered at once, and what waited has been seen with it', () => {
  rested.now();
  rested.news();
  rested.now();
  expect(looks).toBe(2);
  vi.advanceTimersByTime(REST_MS * 2);
  expect(looks).toBe(2);
});

it('a page that nobody sees does not look, also where it was put away while it rested, and does once it is shown', () => {
  rested.now();
  rested.news();
  shown = false;
  vi.advanceTimersByTime(REST_MS * 2);
  for (let turn = 0; turn < 20; turn += 1) rested.news();
  vi.advanceTimersByTime(REST_MS * 2);
  expect(looks).toBe(1);
  shown = true;
  rested.news();
  expect(looks).toBe(2);
});

it('nothing is looked at once the page is gone', () => {
  rested.now();
  rested.news();
  rested[Symbol.dispose]();
  vi.advanceTimersByTime(REST_MS * 2);
  expect(looks).toBe(1);
});
