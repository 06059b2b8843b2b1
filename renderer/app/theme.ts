import type { ThemeConfig } from 'antd';

/** House colours for antd; the same values stand in app.css as custom properties for our own parts. */
export const THEME: ThemeConfig = {
  // Styles come from antd.css under the strict CSP; only the variables below are injected, with the page's nonce.
  zeroRuntime: true,
  hashed: false,
  cssVar: { key: 'css-var-_' },
  token: {
    colorPrimary: '#0b57b0',
    colorInfo: '#0b57b0',
    colorLink: '#0b57b0',
    colorSuccess: '#1f7a4d',
    colorWarning: '#a86400',
    colorError: '#bf2f26',
    colorText: '#1b2430',
    colorTextSecondary: '#54606f',
    colorTextPlaceholder: '#616c7b',
    // Frozen answers are greyed, yet they are what is being read.
    colorTextDisabled: '#616c7b',
    colorBorder: '#cfd7e1',
    colorBorderSecondary: '#e3e8ee',
    colorBgLayout: '#f4f6f9',
    borderRadius: 6,
    borderRadiusLG: 8,
    fontSize: 14,
    fontFamily: '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
};
