-- Drives `casebook lsp` with Neovim's own client (0.7 or newer), headless:
--   CASEBOOK=casebook COLLECTION=folder nvim --headless -u NONE -c 'luafile neovim.lua'
-- Prints a line for each thing that works, and ends with 1 at the first that does not.
local casebook, root = vim.env.CASEBOOK, vim.env.COLLECTION
vim.o.swapfile = false
vim.o.hidden = true
-- What a user would be shown at the bottom stays in this list.
local notices = {}
vim.notify = function(text) table.insert(notices, tostring(text)) end

local function fail(what)
  io.stdout:write('FAILED ' .. what .. '\n' .. table.concat(notices, '\n') .. '\n')
  vim.cmd('cquit 1')
end

local function check(what, found)
  if not found then fail(what) end
  io.stdout:write('ok ' .. what .. '\n')
end

local function await(what, condition)
  check(what, (vim.wait(20000, condition, 20)))
end

local client = vim.lsp.start_client({
  name = 'casebook', cmd = { casebook, 'lsp' }, root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = 'collection' } },
})

local function open(path)
  vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/' .. path))
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].filetype = 'toml'
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

local function text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n') .. '\n'
end

-- Puts the cursor at the first character of these words.
local function go(words)
  vim.fn.cursor(1, 1)
  if vim.fn.search('\\V' .. words, 'cW') == 0 then fail('no ' .. words .. ' in the text') end
end

local function request(method, params)
  local answers, problem = vim.lsp.buf_request_sync(0, method, params, 20000)
  local answer = answers and answers[client] or {}
  if answer.error then problem = answer.error.message end
  if problem then fail(method .. ': ' .. problem) end
  return answer.result
end

local encoding = function() return vim.lsp.get_client_by_id(client).offset_encoding end

local ann = open('victims/test-ann.toml')
await('diagnostics appear', function()
  for _, found in ipairs(vim.diagnostic.get(ann)) do
    if found.source == 'casebook' and found.lnum == 1 and found.message:find('femal', 1, true) then return true end
  end
end)

-- The fix of the word that is misspelled.
go('femal')
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(ann), only = { 'quickfix' } }
local actions = request('textDocument/codeAction', params)
local fix
for _, action in ipairs(actions or {}) do
  if action.title:find('female', 1, true) then fix = action end
end
check('a fix is offered', fix)
if not fix.edit then fix = request('codeAction/resolve', fix) end
vim.lsp.util.apply_workspace_edit(fix.edit, encoding())
check('a fix is applied', text(ann):find('gender = "female"\n', 1, true))
await('its diagnostic goes', function()
  for _, found in ipairs(vim.diagnostic.get(ann)) do
    if found.message:find('femal', 1, true) then return false end
  end
  return true
end)

-- Completion, as the omnifunc of Neovim uses it, in a line that is no TOML yet.
local function complete(line, word)
  vim.api.nvim_buf_set_lines(ann, 2, 3, true, { line })
  vim.fn.cursor(3, #line + 1)
  vim.cmd('startinsert!')
  local position = vim.lsp.util.make_position_params()
  position.position.character = #line
  local list = request('textDocument/completion', position)
  vim.cmd('stopinsert')
  local prefix = line:sub(vim.fn.match(line, '\\k*$') + 1)
  for _, match in ipairs(vim.lsp.util.text_document_completion_list_to_complete_items(list, prefix)) do
    local item = match.user_data.nvim.lsp.completion_item
    local edit = item.textEdit
    if edit and edit.newText:find(word, 1, true) then
      vim.lsp.util.apply_text_edits({ edit }, ann, encoding())
      return vim.api.nvim_buf_get_lines(ann, 2, 3, true)[1]
    end
  end
  return 'nothing'
end
local cases = {
  { 'citiz', 'citizenship', 'citizenship = ' },
  { 'exploitation_place = "test-t', 'test-town', 'exploitation_place = "test-town"' },
  { 'means_of_control = ["restr', 'restricts_movement', 'means_of_control = ["restricts_movement"' },
  { "home = 'test-t", 'test-town', "home = 'test-town'" },
}
for _, case in ipairs(cases) do
  local found = complete(case[1], case[2])
  check('completion makes ' .. case[1] .. ' into ' .. found, vim.startswith(found, case[3]))
end
vim.api.nvim_buf_set_lines(ann, 2, 3, true, { 'exploitation_place = "test-town"' })

-- Rename: the place in its table, in a text that is open and in a file that is not.
go('test-town')
vim.lsp.buf.rename('test-city')
local bo = vim.uri_to_bufnr(vim.uri_from_fname(root .. '/victims/test-bo.toml'))
local places = vim.uri_to_bufnr(vim.uri_from_fname(root .. '/places.toml'))
await('rename changes the text that is open', function() return text(ann):find('"test-city"', 1, true) end)
await('rename changes files that are not open', function()
  return text(bo):find("'test-city'", 1, true) and text(places):find('[test-city]', 1, true)
end)
check('rename leaves nothing behind', not (text(ann) .. text(bo) .. text(places)):find('test-town', 1, true))

-- Hover.
go('age')
local hover = request('textDocument/hover', vim.lsp.util.make_position_params())
check('hover says what a field means', vim.inspect(hover):find('years', 1, true))

for _, notice in ipairs(notices) do
  if notice:lower():find('error', 1, true) then fail('Neovim reports an error') end
end
vim.lsp.stop_client(client)
await('the server ends', function() return vim.lsp.get_client_by_id(client) == nil end)
vim.cmd('qall!')
