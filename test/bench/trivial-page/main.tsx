import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(<p>还没有验收项目。新建一个，或打开示例看看。</p>);
