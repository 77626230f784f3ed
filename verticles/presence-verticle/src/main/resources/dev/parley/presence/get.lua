-- users; answers user, status, seen for each
for i = 4, #ARGV do
  tell(ARGV[i], redis.call('HGET', userKey(ARGV[i]), '*status') or 'offline')
end
return CHANGES
