-- limit: how many devices and users to look at, so that Redis is not held up; answers {1 if there may be more, changes}
-- A script is atomic: whichever presence node runs it first has the changes, the others find nothing.
local limit = tonumber(ARGV[4])
local more = 0

local node = redis.call('ZRANGEBYSCORE', NODES, '-inf', ms(NOW), 'LIMIT', 0, 1)[1]
if node then
  local seen = redis.call('ZSCORE', NODES, node) - LEASE -- the last time it was heard of
  redis.call('SREM', nodeKey(node), '*known')
  for _, member in ipairs(redis.call('SPOP', nodeKey(node), limit)) do
    local user, device = member:match('^([^|]*)|(.*)$')
    local entry = redis.call('HGET', userKey(user), device)
    if entry and select(2, parse(entry)) == node then
      redis.call('HDEL', userKey(user), device)
      local before = tonumber(redis.call('HGET', userKey(user), '*seen') or 0)
      redis.call('HSET', userKey(user), '*seen', ms(math.max(before, seen)))
      settle(user)
    end
  end
  if redis.call('EXISTS', nodeKey(node)) == 0 then redis.call('ZREM', NODES, node) end
  more = 1
end

local leaving = redis.call('ZRANGEBYSCORE', LEAVING, '-inf', ms(NOW), 'LIMIT', 0, limit)
for _, user in ipairs(leaving) do
  local status = present(user)
  if status then
    show(user, status)
  else
    redis.call('ZREM', LEAVING, user)
    if redis.call('HDEL', userKey(user), '*status') == 1 then tell(user, 'offline') end
    redis.call('PEXPIRE', userKey(user), SEEN_FOR)
  end
end
if #leaving == limit then more = 1 end
return { more, CHANGES }
