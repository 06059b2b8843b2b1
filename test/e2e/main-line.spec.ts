import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { expectAnnex, expectSignedNotice } from './check-files.ts';
import { addPhotos, decide, DROPPED, editNarrative, PICKED, writeNote } from './decisions.ts';
import { readJournal, readOriginal } from './journal-on-disk.ts';
import { createInspection } from './new-inspection.ts';
import { download, finalise, lookAtPages, sign } from './publish.ts';
import { expectAllThere } from './still-there.ts';
import { answerFlag, clause, expectIndicator, expectSaved, expectVerdict, openIndicator, tick } from './walk.ts';

test('a new inspection, from the first answer to the signed notice', async ({ page, desk }) => {
  test.setTimeout(180_000);
  await createInspection(page);
  await page.getByRole('textbox', { name: '您的姓名' }).fill('张验收');
  await page.getByRole('button', { name: '就用这个名字' }).click();
  await test.step('every kind of rule is judged while it is answered', () => answerEveryKind(page));
  await test.step('people decide with reason and name', () => decide(page));
  await test.step('a narrative is edited, and stale once its figure changes', () => editNarrative(page));
  await test.step('photos are stored before they are said to be', () => addPhotos(page));
  await writeNote(page);
  await test.step('all is there after a reload', async () => {
    await page.reload();
    await expectAllThere(page);
  });
  await test.step('all is there after the host was killed', async () => {
    await desk.killHost();
    await writeUnsaved(page);
    await desk.restartHost();
    await expect(page.getByText('已恢复上次没有来得及保存的 1 处填写')).toBeVisible();
    await page.getByRole('button', { name: '知道了' }).click();
    await expectSaved(page);
    await expectAllThere(page);
    await openIndicator(page, 12);
    await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue('断电前的最后一句');
  });
  await test.step('what is open is accepted by name, and the facts are frozen', () => finalise(page));
  await test.step('the preview shows every page', () => lookAtPages(page));
  await test.step('the notice is signed', () => sign(page));
  await test.step('the files hold what was entered, and others can check them', async () => {
    expect(await lookAtPages(page)).toBeGreaterThan(5);
    const pdf = await download(page, '另存 PDF');
    expect(pdf.name).toBe('松林社区-智慧社区建设验收结果公示.pdf');
    expectSignedNotice(pdf.path);
    const xlsx = await download(page, '另存附件 XLSX');
    expect(xlsx.name).toBe('松林社区智慧社区建设指标验收明细.xlsx');
    expectAnnex(xlsx.bytes);
  });
  await test.step('the journal holds it all in one unbroken chain', () => expectJournal(desk.dataFolder));
});

/** What is written while the host is gone is never called 已保存. */
async function writeUnsaved(page: Page): Promise<void> {
  await openIndicator(page, 12);
  await page.getByRole('textbox', { name: '备注' }).fill('断电前的最后一句');
  await page.getByRole('textbox', { name: '备注' }).blur();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText(/^未保存/);
  await expect(page.getByRole('alert')).toContainText('1 处填写尚未写入磁盘');
}

async function expectJournal(dataFolder: string): Promise<void> {
  const events = await readJournal(dataFolder);
  const types = new Set(events.map(({ type }) => type));
  expect([...types].sort()).toEqual([
    'answer.set',
    'estate.set',
    'evidence.added',
    'finding.replied',
    'inspection.created',
    'inspection.finalised',
    'narrative.set',
    'note.set',
    'notice.published',
    'override.set',
    'waiver.set',
  ]);
  expect(events.at(-1)).toMatchObject({ type: 'notice.published', author: '张验收' });
  for (const { buffer } of [PICKED, DROPPED]) expect(await readOriginal(dataFolder, buffer)).toEqual(buffer);
}

async function answerEveryKind(page: Page): Promise<void> {
  await ratio(page);
  await declaredRate(page);
  await entriesWithChecklist(page);
  await checklists(page);
  await counts(page);
  await conditions(page);
  await perEstate(page);
  await namedThings(page);
  await expectSaved(page);
}

async function ratio(page: Page): Promise<void> {
  const card = clause(page, '1-1');
  await expectVerdict(card, '待核');
  await card.getByLabel('具备千兆接入能力的家庭数', { exact: true }).fill('1079');
  await expectVerdict(card, '不符合');
  await expect(card).toContainText('1079 ÷ 1200 ≈ 89.92%，未达到 90%');
  await card.getByLabel('具备千兆接入能力的家庭数', { exact: true }).fill('1080');
  await expectVerdict(card, '符合');
  await expect(card).toContainText('1080 ÷ 1200 = 90% ≥ 90%');
  await expectIndicator(page, '有线宽带网络', '符合');
}

/** A declared rate counts until the figures themselves are there. */
async function declaredRate(page: Page): Promise<void> {
  await openIndicator(page, 4);
  const card = clause(page, '4-1.1');
  await card.getByLabel('关键位置覆盖率（申报）').fill('98.5');
  await expectVerdict(card, '符合');
  await expect(card.getByText('申报', { exact: true })).toBeVisible();
  await card.getByLabel('关键位置总数').fill('200');
  await card.getByLabel('视频监控已覆盖的关键位置').fill('195');
  await expectVerdict(card, '不符合');
  await expect(card).toContainText('195 ÷ 200 = 97.5%，未达到 98%');
  await expect(card).toContainText('已填数量，申报值不再参与判定');
  await expectIndicator(page, '视频监控设施', '不符合');
}

async function entriesWithChecklist(page: Page): Promise<void> {
  await openIndicator(page, 5);
  const card = clause(page, '5-2');
  await answerFlag(card, '社区公共区域已按需安装智慧杆柱', '是');
  await card.getByRole('textbox', { name: '杆柱名称或位置' }).last().fill('广场北侧');
  await card.getByRole('button', { name: '添加一项' }).click();
  await tick(card, '智慧照明', '视频监控');
  await expectVerdict(card, '待核');
  await tick(card, '应急求助');
  await expectVerdict(card, '符合');
}

async function checklists(page: Page): Promise<void> {
  await openIndicator(page, 8);
  const all = clause(page, '8-1');
  await tick(all, '人', '地', '事', '物', '情');
  await expectVerdict(all, '待核');
  await all.getByRole('checkbox', { name: '组织：未答' }).press('0');
  await expectVerdict(all, '不符合');
  await all.getByRole('checkbox', { name: '组织：无' }).press('1');
  await expectVerdict(all, '待核');
  await tick(all, '集中汇聚', '整合管理', '动态更新');
  await expectVerdict(all, '符合');
  await answerFlag(clause(page, '8-2'), '与智慧物业管理服务平台互联互通', '是');
  await expectVerdict(clause(page, '8-2'), '符合');
  const atLeast = clause(page, '8-3');
  await expectVerdict(atLeast, '待核');
  await atLeast
    .getByRole('group', { name: '社区服务类应用场景' })
    .getByRole('button', { name: '未答的全记为有' })
    .click();
  await expectVerdict(atLeast, '符合');
  await expectIndicator(page, '智慧社区综合信息平台', '符合');
}

async function counts(page: Page): Promise<void> {
  await openIndicator(page, 9);
  const card = clause(page, '9-1');
  await card.getByLabel('人工窗口').fill('0');
  await card.getByLabel('网上办事体验区、一体机').fill('0');
  await expectVerdict(card, '不符合');
  await card.getByRole('button', { name: '加一' }).first().click();
  await expectVerdict(card, '待核');
  await tick(card, '线下');
  await expectVerdict(card, '符合');
  await expectIndicator(page, '政务服务', '符合');
}

/** `when`: more than 30 % elderly; cases: above 2000 residents. */
async function conditions(page: Page): Promise<void> {
  await openIndicator(page, 11);
  const services = clause(page, '11-2');
  await expectVerdict(services, '待核');
  await tick(services, '助餐', '助浴', '助洁', '助医');
  await expectVerdict(services, '符合');
  await services.getByLabel('60岁及以上常住老年人', { exact: true }).fill('1560');
  await expectVerdict(services, '不适用');
  await expect(services).toContainText('1560 ÷ 5200 = 30%');
  await services.getByLabel('60岁及以上常住老年人', { exact: true }).fill('');
  await expectVerdict(services, '符合');
  await clause(page, '11-1').getByLabel('60岁及以上常住独居老人', { exact: true }).fill('0');
  await expectVerdict(clause(page, '11-1'), '不适用');

  await openIndicator(page, 13);
  const books = clause(page, '13-1');
  await books.getByLabel('智能共享图书柜').fill('1');
  await expectVerdict(books, '待核');
  await books.getByLabel('社区智慧图书馆').fill('0');
  await expectVerdict(books, '不符合');
  await books.getByLabel('智能共享图书柜').fill('2');
  await expectVerdict(books, '符合');
}

async function perEstate(page: Page): Promise<void> {
  await openIndicator(page, 14);
  const card = clause(page, '14-1');
  await tick(card.getByRole('region', { name: '松林苑' }), '智能快件箱');
  await expectVerdict(card, '符合');
  await openIndicator(page, 15);
  const waste = clause(page, '15-2');
  const estate = waste.getByRole('region', { name: '松林苑' });
  await tick(estate, '垃圾违规投放行为', '垃圾容器满溢');
  await expectVerdict(waste, '待核');
  await answerFlag(estate, '垃圾分类监控设备或智能垃圾分类设施全覆盖', '是');
  await expectVerdict(estate, '符合');
  await expectVerdict(waste, '符合');
}

async function namedThings(page: Page): Promise<void> {
  await openIndicator(page, 27);
  const operator = clause(page, '27-2');
  await answerFlag(operator, '已明确智慧社区运营主体', '是');
  await expectVerdict(operator, '待核');
  await operator.getByRole('textbox', { name: '智慧社区运营主体' }).fill('松林物业有限公司');
  await expectVerdict(operator, '符合');
  await openIndicator(page, 30);
  const scenarios = clause(page, '30-1');
  await scenarios.getByRole('textbox', { name: '场景名称' }).last().fill('智慧停车');
  await scenarios.getByRole('textbox', { name: '场景名称' }).last().press('Enter');
  await answerFlag(scenarios, '在省级层面推广', '是');
  await scenarios.getByRole('textbox', { name: '省级推广的佐证' }).fill('鲁数字〔2024〕8号');
  await scenarios.getByRole('textbox', { name: '省级推广的佐证' }).press('Enter');
  await expectVerdict(scenarios, '符合');
}
