package dev.parley.benchmark;

/** A user made for this run. */
record Account(String userId, String accessToken) {
    @Override
    public String toString() {
        return "Account[userId=" + userId + ", accessToken=[redacted]]";
    }
}
