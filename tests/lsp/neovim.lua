-- Neovim as a client that nobody here wrote: it opens a file, shows what is wrong, completes and renames.
local file = vim.fn.getenv('LSP_FILE')
vim.cmd('edit ' .. file)
local client = vim.lsp.start_client({ name = 'plimsoll', cmd = { vim.fn.getenv('PLIMSOLL'), 'lsp' }, root_dir = vim.fn.fnamemodify(file, ':h') })
vim.lsp.buf_attach_client(0, client)
vim.wait(8000, function() return #vim.diagnostic.get(0) > 0 end, 50)
for _, d in ipairs(vim.diagnostic.get(0)) do
  print(string.format('diagnostic %d:%d %s', d.lnum, d.col, (d.message:gsub('\n', ' / '))))
end
local function ask(method, params)
  local r = vim.lsp.buf_request_sync(0, method, params, 5000)
  for _, one in pairs(r or {}) do return one.result end
end
local at = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 5, character = 15 } }
local items = ask('textDocument/completion', at)
local labels = {}
for i = 1, 5 do labels[i] = items[i].label end
print('completion ' .. table.concat(labels, ' '))
local edit = ask('textDocument/rename', vim.tbl_extend('force', at, { position = { line = 3, character = 6 }, newName = 'one' }))
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
print('line 4: ' .. vim.api.nvim_buf_get_lines(0, 3, 4, false)[1])
vim.cmd('qall!')
