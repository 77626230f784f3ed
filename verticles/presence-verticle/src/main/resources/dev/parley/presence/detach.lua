-- user, device, node
local user, device, node = ARGV[4], ARGV[5], ARGV[6]
redis.call('SET', goneKey(device), '1', 'PX', 60000)
redis.call('DEL', earlyKey(device))
redis.call('SREM', nodeKey(node), user .. '|' .. device)
if redis.call('HDEL', userKey(user), device) == 1 then
  redis.call('HSET', userKey(user), '*seen', ms(NOW))
  settle(user)
end
return CHANGES
