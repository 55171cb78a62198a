import { describe, expect, it } from 'vitest';
import type { AgreementText } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { compared } from './text-difference.ts';

const text = (change: Partial<AgreementText>): AgreementText => ({
  facts: '',
  performance: '',
  copies: 3,
  clauses: [],
  duties: [],
  ...change,
});

describe('two versions side by side', () => {
  it('have a clause that was changed, added or taken out in one line each', () => {
    const before = text({
      clauses: [
        { id: 'a', text: '赔偿五千元。', position: 1 },
        { id: 'b', text: '道歉。', position: 2 },
      ],
    });
    const after = text({
      clauses: [
        { id: 'a', text: '赔偿六千元。', position: 1 },
        { id: 'c', text: '互不追究。', position: 2 },
      ],
    });
    const lines = compared(before, after, ({ what }) => what).filter((line) => line.before !== line.after);
    expect(lines).toEqual([
      { key: 'a', before: '赔偿五千元。', after: '赔偿六千元。' },
      { key: 'c', before: null, after: '互不追究。' },
      { key: 'b', before: '道歉。', after: null },
    ]);
  });
});
