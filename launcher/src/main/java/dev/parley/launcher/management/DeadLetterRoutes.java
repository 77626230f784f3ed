package dev.parley.launcher.management;

import dev.parley.model.bus.Bus;
import dev.parley.model.deadletter.DeadLetterAddresses;
import dev.parley.model.deadletter.DiscardDeadLetters;
import dev.parley.model.deadletter.GetDeadLetter;
import dev.parley.model.deadletter.ListDeadLetterActions;
import dev.parley.model.deadletter.ListDeadLetters;
import dev.parley.model.deadletter.ReplayDeadLetters;
import dev.parley.model.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters for operators: JSON, or with {@code Accept: text/plain} lines for {@code scripts/dlq}.
 *
 * <ul>
 *   <li>{@code GET /dead-letters?order=newest|oldest&cursor=&limit=}, {@code GET /dead-letters/{id}}
 *   <li>{@code POST /dead-letters/replay?diedBefore=&by=}, {@code POST /dead-letters/{id}/replay?by=}
 *   <li>{@code DELETE /dead-letters?diedBefore=&by=}, {@code DELETE /dead-letters/{id}?by=}
 *   <li>{@code GET /dead-letter-actions?before=&limit=}: what was replayed and discarded
 * </ul>
 */
final class DeadLetterRoutes {
    private static final String ROOT = "/dead-letters";
    private static final int MAX_NAME = 100;

    private final Bus bus;

    DeadLetterRoutes(Bus bus) {
        this.bus = bus;
    }

    /** Where an answer is to be given; it is sent as JSON or as text. */
    interface Routes {
        void at(HttpMethod method, String path, Function<RoutingContext, Future<? extends Record>> answer);
    }

    void mount(Routes routes) {
        routes.at(HttpMethod.GET, ROOT, this::list);
        routes.at(HttpMethod.GET, "/dead-letter-actions", this::actions);
        routes.at(HttpMethod.POST, ROOT + "/replay", context -> replay(context, null));
        routes.at(HttpMethod.DELETE, ROOT, context -> discard(context, null));
        routes.at(
                HttpMethod.GET,
                ROOT + "/:id",
                context -> bus.request(DeadLetterAddresses.GET, new GetDeadLetter(id(context))));
        routes.at(HttpMethod.POST, ROOT + "/:id/replay", context -> replay(context, id(context)));
        routes.at(HttpMethod.DELETE, ROOT + "/:id", context -> discard(context, id(context)));
    }

    static boolean wantsText(RoutingContext context) {
        var accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.startsWith("text/plain");
    }

    private Future<? extends Record> list(RoutingContext context) {
        var order = parameter(context, "order");
        if (order != null && !order.equals("newest") && !order.equals("oldest")) {
            throw Failure.invalid("order", "must be newest or oldest").asException();
        }
        long limit = number(context, "limit", ListDeadLetters.DEFAULT_LIMIT, ListDeadLetters.MAX_LIMIT);
        return bus.request(
                DeadLetterAddresses.LIST,
                new ListDeadLetters(!"oldest".equals(order), parameter(context, "cursor"), (int) limit));
    }

    private Future<? extends Record> actions(RoutingContext context) {
        long before = number(context, "before", Long.MAX_VALUE, Long.MAX_VALUE);
        long limit = number(context, "limit", ListDeadLetterActions.DEFAULT_LIMIT, ListDeadLetterActions.MAX_LIMIT);
        return bus.request(DeadLetterAddresses.ACTIONS, new ListDeadLetterActions(before, (int) limit));
    }

    private Future<? extends Record> replay(RoutingContext context, @Nullable String id) {
        return bus.request(DeadLetterAddresses.REPLAY, new ReplayDeadLetters(id, time(context), by(context)));
    }

    private Future<? extends Record> discard(RoutingContext context, @Nullable String id) {
        return bus.request(DeadLetterAddresses.DISCARD, new DiscardDeadLetters(id, time(context), by(context)));
    }

    private static String id(RoutingContext context) {
        return context.pathParam("id");
    }

    /** Whoever reaches this port is believed. */
    private static String by(RoutingContext context) {
        var by = parameter(context, "by");
        var name = by == null ? "" : by.replaceAll("\\p{Cntrl}", "").trim();
        return name.isEmpty() ? "operator" : name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    private static @Nullable Instant time(RoutingContext context) {
        var time = parameter(context, "diedBefore");
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw Failure.invalid("diedBefore", "must be a time as 2030-01-31T12:00:00Z")
                    .asException();
        }
    }

    private static long number(RoutingContext context, String name, long otherwise, long max) {
        var text = parameter(context, name);
        try {
            long number = text == null ? otherwise : Long.parseLong(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Failure.invalid(name, "must be an integer from 1 to " + max).asException();
    }

    private static @Nullable String parameter(RoutingContext context, String name) {
        var value = context.request().getParam(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
