-- Drives the Neovim that sources it, in the workspace. Reads WORK/expected.json, writes WORK/result.json; leaves
-- with 1 when a wait ran out.
local function read(path)
  local file = io.open(path)
  local text = file and file:read('*a')
  return file and (file:close() and text)
end

local expected = vim.json.decode(assert(read(vim.env.WORK .. '/expected.json')), { luanil = { object = true } })
local root = vim.uv.cwd()
local result = { version = tostring(vim.version()), checks = {}, ms = {}, notifications = {} }
local began = vim.uv.hrtime()

-- Messages to the user: "No code actions available" and a refused action's reason come this way.
vim.notify = function(message, level)
  table.insert(result.notifications, { level = level, message = message })
end

local function leave()
  local file = assert(io.open(vim.env.WORK .. '/result.json', 'w'))
  file:write(vim.json.encode(result))
  file:close()
  vim.cmd.cquit { count = result.error and 1 or 0, bang = true }
end

local function check(name, ok, detail)
  table.insert(result.checks, { name = name, ok = ok and true or false, detail = not ok and vim.inspect(detail) or nil })
end

-- Pumps the event loop until `condition` holds.
local function wait(name, condition)
  local held, value
  held = vim.wait(20000, function()
    value = condition()
    return value
  end, 5)
  if not held then
    error('waited in vain: ' .. name, 0)
  end
  result.ms[name] = math.floor((vim.uv.hrtime() - began) / 1e6)
  return value
end

local severities = { critical = 1, high = 1, medium = 2, low = 3, hint = 4 }

-- One line a finding, the same for what staunch says and what Neovim has.
local function listed(file, place, rule, severity)
  return ('%s:%d:%d %s %d'):format(file, place.line, place.utf8, rule, severity)
end

local function all_diagnostics()
  local lines = vim.tbl_map(function(d)
    local file = vim.api.nvim_buf_get_name(d.bufnr):sub(#root + 2)
    return listed(file, { line = d.lnum, utf8 = d.col }, d.code, d.severity)
  end, vim.diagnostic.get(nil))
  table.sort(lines)
  return lines
end

local function leak_in(buffer)
  return vim.iter(vim.diagnostic.get(buffer)):find(function(d)
    return d.code == expected.rule and d.lnum == expected.place.line
  end)
end

local function drive()
  vim.cmd.edit(vim.fs.joinpath(root, expected.file))
  local buffer = vim.api.nvim_get_current_buf()
  local found = wait('the leak in the open file', function()
    return leak_in(buffer)
  end)
  local client = vim.lsp.get_clients({ bufnr = buffer, name = 'staunch' })[1]
  result.encoding = client.offset_encoding

  local text = vim.api.nvim_buf_get_text(buffer, found.lnum, found.col, found.end_lnum, found.end_col, {})[1]
  check(
    'underlines the leak at its exact range, as an error',
    found.col == expected.place.utf8 and text:gsub('!$', '') == expected.text and found.severity == 1,
    { found.col, text, found.severity }
  )

  -- What a user reads in the window that opens under the cursor.
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local float = vim.diagnostic.open_float { scope = 'cursor' }
  local message = float and table.concat(vim.api.nvim_buf_get_lines(float, 0, -1, false), '\n') or ''
  check(
    'shows the chain of imports below the message',
    #expected.chain > 0 and vim.iter(expected.chain):all(function(file)
      return message:find(vim.fs.basename(file), 1, true)
    end),
    { message, expected.chain }
  )

  local want = vim.tbl_map(function(f)
    return listed(f.file, f.start, f.rule, severities[f.severity])
  end, expected.findings)
  table.sort(want)
  local same = pcall(wait, 'the leaks in files that are not open', function()
    return vim.deep_equal(all_diagnostics(), want)
  end)
  check('lists the leaks of files that are not open', same and #expected.unopened > 0, { all_diagnostics(), want })

  local here = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local hover = client:request_sync('textDocument/hover', here, 10000, buffer)
  local contents = vim.tbl_get(hover or {}, 'result', 'contents', 'value') or ''
  check('explains the leak on hover', contents:find(expected.hover, 1, true), hover)

  vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  local label = wait('the hint', function()
    local hint = vim.lsp.inlay_hint.get({ bufnr = buffer })[1]
    return hint and vim.iter(hint.inlay_hint.label):map(function(part)
      return part.value
    end):join('')
  end)
  check(
    'says beside the code by which way the browser gets it',
    label:find('in the browser via', 1, true) and vim.iter(expected.chain):all(function(file)
      return label:find(vim.fs.basename(file), 1, true)
    end),
    { label, expected.chain }
  )

  if not expected.title then
    error('staunch check offers no ' .. expected.action .. ' there', 0)
  end
  local function wanted(action)
    return vim.tbl_get(action, 'data', 'action') == expected.action and not action.disabled
  end
  local titles
  vim.lsp.buf.code_action {
    filter = function(action)
      titles = titles or {}
      if wanted(action) then
        table.insert(titles, action.title)
      end
      return false -- only looking
    end,
  }
  wait('the code actions', function()
    return titles
  end)
  check('offers the action once', vim.deep_equal(titles, { expected.title }), { titles, expected.title })

  local steps = expected.steps
  vim.lsp.buf.code_action {
    apply = true,
    filter = function(action)
      return action.title == steps.title
    end,
  }
  wait('the recovery steps', function()
    return vim.fs.basename(vim.api.nvim_buf_get_name(0)) == steps.file
  end)
  local first = vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]
  check('opens the recovery steps as a document', first == steps.text, first)
  vim.cmd.buffer(buffer)

  vim.lsp.buf.code_action { apply = true, filter = wanted } -- without asking, as one is left
  wait('the edit', function()
    return vim.bo[buffer].modified
  end)
  wait('the leak to go', function()
    return not leak_in(buffer)
  end)
  check('shows the leak no more', true)

  vim.cmd.wall()
  for file, content in pairs(expected.after) do
    -- A copy, as undo comes after it.
    local path = vim.fs.joinpath(root, file)
    pcall(wait, file, function()
      return read(path) == content
    end)
    local saved = vim.fs.joinpath(vim.env.WORK, 'saved', file)
    vim.fn.mkdir(vim.fs.dirname(saved), 'p')
    if read(path) then
      vim.uv.fs_copyfile(path, saved)
    end
  end

  vim.cmd.undo()
  wait('the leak after undo', function()
    return leak_in(buffer)
  end)
  check('shows the leak again after undo', true)
end

local ok, err = xpcall(drive, function(e)
  return type(e) == 'string' and (e:match('^waited') or e:match('^staunch')) and e or debug.traceback(e)
end)
if not ok then
  result.error = err
end
leave()
