import { type ThemeConfig, theme } from 'antd';
import type { Theme } from '../store/appearance.ts';
import { themeValue } from './theme-values.ts';

/** antd's tokens from the values of `theme.css`. Call it after the theme has been put on the document. */
export function antdTheme(name: Theme): ThemeConfig {
  const surface = themeValue('--surface');
  const raised = themeValue('--raised');
  const line = themeValue('--line');
  return {
    algorithm: name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: themeValue('--accent'),
      colorSuccess: themeValue('--ok'),
      colorWarning: themeValue('--warn'),
      colorError: themeValue('--alarm'),
      colorInfo: themeValue('--accent'),
      colorText: themeValue('--text'),
      colorTextSecondary: themeValue('--text-2'),
      colorTextTertiary: themeValue('--text-3'),
      colorTextPlaceholder: themeValue('--text-3'),
      colorBgBase: surface,
      colorBgContainer: surface,
      colorBgElevated: raised,
      colorBgLayout: themeValue('--bg'),
      colorBorder: themeValue('--line-strong'),
      colorBorderSecondary: line,
      colorSplit: line,
      borderRadius: 4,
      fontFamily: themeValue('--font'),
      fontSize: 14,
      controlHeight: 32,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      boxShadowSecondary: themeValue('--shadow'),
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Segmented: { trackBg: raised, itemSelectedBg: surface },
    },
  };
}
