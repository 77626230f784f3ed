package dev.parley.gateway.rest;

import org.jspecify.annotations.Nullable;

/**
 * What a call answers.
 *
 * @param body a record, written as JSON; null for 204
 */
record Answer(int status, @Nullable Object body) {
    private static final Answer NOTHING = new Answer(204, null);

    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    static Answer created(Object body) {
        return new Answer(201, body);
    }

    /** 204, whatever was answered behind it. */
    static Answer nothing(Object done) {
        return NOTHING;
    }
}
