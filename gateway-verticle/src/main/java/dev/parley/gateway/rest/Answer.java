package dev.parley.gateway.rest;

import org.jspecify.annotations.Nullable;

/**
 * What a call answers.
 *
 * @param body a record, written as JSON; null for 204
 * @param secret whether somebody could pass for the user, or for this server, who knew it: never compressed
 */
record Answer(int status, @Nullable Object body, boolean secret) {
    private static final Answer NOTHING = new Answer(204, null, false);

    static Answer ok(Object body) {
        return new Answer(200, body, false);
    }

    /** 200, with a token or a key in it. */
    static Answer secret(Object body) {
        return new Answer(200, body, true);
    }

    static Answer created(Object body) {
        return new Answer(201, body, false);
    }

    /** 204, whatever was answered behind it. */
    static Answer nothing(Object done) {
        return NOTHING;
    }
}
