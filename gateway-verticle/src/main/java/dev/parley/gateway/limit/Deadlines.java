package dev.parley.gateway.limit;

import java.time.Duration;

/**
 * How long clients may take, from a beginning that nothing they send puts off.
 *
 * @param header from a connection, after TLS, until the head of its first request is complete
 * @param keepAlive from an answer until the head of the next request is complete
 * @param body from a request's head until its body is complete
 * @param answer from an answer's head until the client has taken all of it
 */
public record Deadlines(Duration header, Duration keepAlive, Duration body, Duration answer) {
    public static final Duration SHORTEST = Duration.ofMillis(100);
    public static final Duration LONGEST = Duration.ofHours(1);

    public static final Deadlines DEFAULTS = new Deadlines(
            Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(30), Duration.ofSeconds(60));

    public Deadlines {
        Ranges.check("gateway.limits.headerDeadline", header, SHORTEST, LONGEST);
        Ranges.check("gateway.limits.keepAlive", keepAlive, SHORTEST, LONGEST);
        Ranges.check("gateway.limits.bodyDeadline", body, SHORTEST, LONGEST);
        Ranges.check("gateway.limits.answerDeadline", answer, SHORTEST, LONGEST);
    }

    Duration shortest() {
        var shorter = header.compareTo(keepAlive) < 0 ? header : keepAlive;
        var other = body.compareTo(answer) < 0 ? body : answer;
        return shorter.compareTo(other) < 0 ? shorter : other;
    }
}
