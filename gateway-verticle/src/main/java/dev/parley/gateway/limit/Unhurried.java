package dev.parley.gateway.limit;

import io.vertx.ext.web.RoutingContext;

/** Marks requests that may take their time: whoever marks one sees itself to it that it comes to an end. */
public final class Unhurried {
    private static final String BODY = "parley.unhurried.body";
    private static final String ANSWER = "parley.unhurried.answer";

    private Unhurried() {}

    /** The answer's deadline is not for this request: a wait, a stream, a file of any size. */
    public static void answer(RoutingContext context) {
        context.put(ANSWER, Boolean.TRUE);
    }

    /** Nor is the body's: it goes on to somebody else as it comes. */
    public static void bodyAndAnswer(RoutingContext context) {
        context.put(BODY, Boolean.TRUE);
        answer(context);
    }

    static boolean hasUnhurriedBody(RoutingContext context) {
        return context.get(BODY) != null;
    }

    static boolean hasUnhurriedAnswer(RoutingContext context) {
        return context.get(ANSWER) != null;
    }
}
