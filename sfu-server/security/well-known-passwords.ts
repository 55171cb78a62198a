/**
 * The heads of published lists of leaked passwords, Chinese ones among them, as far as they are long enough for our rule at
 * all. Compared without regard to case and to what is not a letter or a digit.
 */
const WELL_KNOWN: ReadonlySet<string> = new Set(
  `0123456789 0987654321 1029384756 1123456789 1212121212 1231231230 123123123123 1234512345 1234554321 12345678900
  12345678910 123456789a 123456789abc 123456789q 123456789qq 1234567890a 123456abcdef 123456abc123 123456qwerty 1234qwerasdf
  1357924680 147258369 1472583690 147852369 14789632500 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 2468013579
  3141592653 5201314520 5201314521 520131400 9876543210 a123456789 a1234567890 a1b2c3d4e5 aa123456789 aa12345678 aaa123456789
  abc1234567 abc123456789 abcd123456 abcd12345678 abcde12345 abcdef123456 abcdefghij administrator admin12345 admin123456
  admin1234567 admin123admin admin20262026 adminadmin asd123456789 asdasd123456 asdf123456 asdfasdfasdf asdfghjkl123 asdfghjkl1
  baseball123 changeme123 computer123 demo2026demo football123 hello123456 iloveyou12 iloveyou123 iloveyou1314 iloveyou520
  letmein1234 liverpool123 loveyou1314 password00 password01 password1! password11 password12 password123 password1234
  password12345 password123456 passw0rd123 p4ssw0rd123 pa55word123 princess123 q123456789 q1w2e3r4t5 q1w2e3r4t5y6 qaz123456789
  qazwsx123456 qazwsxedc123 qazwsxedcrfv qq123456789 qq1234567890 qwe123456789 qweasdzxc123 qweasd123456 qwer123456 qwer12345678
  qwerty1234 qwerty12345 qwerty123456 qwertyuiop qwertyuiop123 root123456 root1234567 shilian123 shilian2026 shilian123456
  superman123 sunshine123 test123456 test1234567 trustno1234 user123456 wang123456 welcome123 welcome1234 welcome2026
  woaini1314 woaini13145 woaini1314520 woaini520 woaini5201314 woaini123456 woaiwojia123 wodemima123 wodemima123456 wozuishuai
  xiaoming123 zhang123456 zhongguo123 zxc123456789 zxcvbnm123 zxcvbnm1234 zxcvbnm12345 zz123456789 zaq12wsxcde3`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether it stands on the list, or is one character, or one short piece, over and over. */
export function isWellKnown(password: string): boolean {
  const plain = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return WELL_KNOWN.has(plain) || WELL_KNOWN.has(password.toLowerCase()) || /^(.{1,4})\1+$/u.test(password);
}
