-- user; whatever is kept of them goes, and who was shown as present is told to be offline
local user = ARGV[4]
local shown = redis.call('HEXISTS', userKey(user), '*status') == 1
local entries = redis.call('HGETALL', userKey(user))
for i = 1, #entries, 2 do
  if entries[i]:sub(1, 1) ~= '*' then
    local _, node = parse(entries[i + 1])
    redis.call('SREM', nodeKey(node), user .. '|' .. entries[i])
  end
end
redis.call('DEL', userKey(user))
redis.call('ZREM', LEAVING, user)
if shown then tell(user, 'offline') end
return CHANGES
