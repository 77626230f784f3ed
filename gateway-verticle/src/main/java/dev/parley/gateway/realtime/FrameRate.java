package dev.parley.gateway.realtime;

import dev.parley.gateway.request.TokenBucket;

/** How many frames one socket may send: over the rate they are refused, and refused too often the socket is closed. */
final class FrameRate {
    private final TokenBucket frames;
    private final TokenBucket refusals;

    FrameRate(RealtimeLimits limits, long now) {
        this.frames = new TokenBucket(limits.framesPerSecond(), limits.frameBurst(), now);
        this.refusals = new TokenBucket(limits.framesPerSecond(), limits.frameBurst(), now);
    }

    /** @return 0 if the frame is within the rate, else after how many milliseconds another one is */
    long take(long now) {
        return frames.take(now);
    }

    /** Counts a refusal. @return true if it goes on although the client was told */
    boolean goesOn(long now) {
        return refusals.take(now) > 0;
    }
}
