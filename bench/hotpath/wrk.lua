-- Sends each line of a file once, in order (a cookie may stand before it, parted by a tab); without a file, GET.
local bodies, place, headers = nil, 0, { ["Content-Type"] = "application/json", ["User-Agent"] = "Mozilla/5.0 (Linux; Android 10) bench" }

function init(args)
  if args[1] then
    bodies = {}
    for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
  end
end

function request()
  if not bodies then return wrk.format("GET", nil, headers) end
  place = place + 1
  local body = bodies[place] or ""  -- an empty body is refused, and seen as an error
  local tab = body:find("\t", 1, true)
  if tab then
    headers["Cookie"] = body:sub(1, tab - 1)
    body = body:sub(tab + 1)
  end
  return wrk.format("POST", nil, headers, body)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('RESULT %d %d %d %d %d %d\n', summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
