-- user, device, status
local user, device, status = ARGV[4], ARGV[5], ARGV[6]
local entry = redis.call('HGET', userKey(user), device)
if entry then
  local _, node = parse(entry)
  redis.call('HSET', userKey(user), device, status .. '|' .. node)
  settle(user)
elseif redis.call('EXISTS', goneKey(device)) == 0 then
  -- It overtook its attach, or Redis was flushed and the gateway is about to attach again.
  redis.call('SET', earlyKey(device), status, 'PX', 30000)
end
return CHANGES
