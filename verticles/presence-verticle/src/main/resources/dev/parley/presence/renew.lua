-- node; answers 1 if the node's devices are known, 0 if it has to attach them again
local node = ARGV[4]
redis.call('ZADD', NODES, ms(NOW + LEASE), node)
return 1 - redis.call('SADD', nodeKey(node), '*known')
