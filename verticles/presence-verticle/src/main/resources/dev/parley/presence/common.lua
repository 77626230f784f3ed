-- Put before every script. What is kept, all of it under parley:presence: :
--   nodes          sorted set: gateway node -> when its lease ends, ms
--   node:<node>    set: "<user>|<device>" for each of its devices; *known once the node has renewed its lease
--   user:<user>    hash: <device> -> "<status>|<node>"; *status = what others were last told (absent: offline);
--                  *seen = when the last device left, ms. A * cannot begin an id, so nothing collides
--   leaving        sorted set: user without a live device -> when their grace ends, ms
--   gone:<device>  that device has left: an attach that was overtaken by its detach must not bring it back
--   early:<device> the status set for a device that is not attached yet
-- Keys are made here, not declared: this is for one Redis (replicas are fine), not for Redis Cluster.
-- Time is the server's own, the one clock that all presence nodes share; ARGV[1] shifts it in tests.
local PREFIX = 'parley:presence:'
local NODES, LEAVING = PREFIX .. 'nodes', PREFIX .. 'leaving'
local SEEN_FOR = 365 * 24 * 3600 * 1000 -- ms that the last-seen time of someone who stays away is kept
local RANK = { away = 1, online = 2, busy = 3 }

local time = redis.call('TIME')
local NOW = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
local LEASE, GRACE = tonumber(ARGV[2]), tonumber(ARGV[3])
local CHANGES = {} -- user, status, seen, user, status, seen, ...: what others have to be told

local function nodeKey(node) return PREFIX .. 'node:' .. node end
local function userKey(user) return PREFIX .. 'user:' .. user end
local function goneKey(device) return PREFIX .. 'gone:' .. device end
local function earlyKey(device) return PREFIX .. 'early:' .. device end

local function ms(number) return string.format('%.0f', number) end

local function alive(node)
  local lease = redis.call('ZSCORE', NODES, node)
  return lease and tonumber(lease) > NOW
end

local function parse(entry) return entry:match('^(%a+)|(.*)$') end

-- The most present status of the user's live devices, nil if there is none.
local function present(user)
  local best
  local entries = redis.call('HGETALL', userKey(user))
  for i = 1, #entries, 2 do
    if entries[i]:sub(1, 1) ~= '*' then
      local status, node = parse(entries[i + 1])
      if (not best or RANK[status] > RANK[best]) and alive(node) then best = status end
    end
  end
  return best
end

local function tell(user, status)
  local n = #CHANGES
  CHANGES[n + 1], CHANGES[n + 2] = user, status
  CHANGES[n + 3] = redis.call('HGET', userKey(user), '*seen') or ''
end

local function show(user, status)
  redis.call('ZREM', LEAVING, user)
  redis.call('PERSIST', userKey(user))
  if redis.call('HGET', userKey(user), '*status') ~= status then
    redis.call('HSET', userKey(user), '*status', status)
    tell(user, status)
  end
end

-- After anything that happened to the user's devices: show the new status, or let the grace begin.
local function settle(user)
  local status = present(user)
  if status then
    show(user, status)
  elseif redis.call('HEXISTS', userKey(user), '*status') == 1 then
    redis.call('ZADD', LEAVING, 'NX', ms(NOW + GRACE), user)
  end
end
