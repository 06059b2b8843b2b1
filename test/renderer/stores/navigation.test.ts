import { expect, it } from 'vitest';
import { createNavigation } from '#renderer/stores/navigation.ts';

it('scrolls to a clause only when it was jumped to, never because a control in it was clicked', () => {
  const navigation = createNavigation();
  const { showIndicator, selectClause } = navigation.getState();
  showIndicator(5, '5b');
  const first = navigation.getState().jump;
  expect(first).toEqual({ clause: '5b' });
  selectClause('5a');
  expect(navigation.getState()).toMatchObject({ clause: '5a', jump: first });
  showIndicator(5, '5b');
  expect(navigation.getState().jump).not.toBe(first);
  showIndicator(8);
  selectClause('8a');
  expect(navigation.getState().jump).toBeNull();
});
