-- user, device, node
local user, device, node = ARGV[4], ARGV[5], ARGV[6]
if redis.call('EXISTS', goneKey(device)) == 1 then return CHANGES end

-- An attaching node lives. Whether it is *known is another matter: only a renewal makes it so, else the first attach
-- after a flush would hide that the other devices were forgotten.
if not alive(node) then redis.call('ZADD', NODES, ms(NOW + LEASE), node) end

local entry = redis.call('HGET', userKey(user), device)
local status
if entry then
  status = parse(entry)
else
  status = redis.call('GET', earlyKey(device))
  redis.call('DEL', earlyKey(device))
  -- A reload is told to nobody: who comes back within the grace is shown as before.
  if not status and redis.call('ZSCORE', LEAVING, user) then
    status = redis.call('HGET', userKey(user), '*status')
  end
end
redis.call('HSET', userKey(user), device, (status or 'online') .. '|' .. node)
redis.call('SADD', nodeKey(node), user .. '|' .. device)
settle(user)
return CHANGES
