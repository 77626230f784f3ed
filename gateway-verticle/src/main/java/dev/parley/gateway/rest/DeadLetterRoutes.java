package dev.parley.gateway.rest;

import dev.parley.gateway.request.Fields;
import dev.parley.model.bus.Bus;
import dev.parley.model.deadletter.DeadLetterAddresses;
import dev.parley.model.deadletter.DiscardDeadLetters;
import dev.parley.model.deadletter.GetDeadLetter;
import dev.parley.model.deadletter.ListDeadLetters;
import dev.parley.model.deadletter.ReplayDeadLetters;
import dev.parley.model.failure.Failure;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dead letters, for admins alone. */
final class DeadLetterRoutes {
    private static final String ROOT = "/admin/dead-letters";
    private static final String ID = "deadLetterId";
    private static final String ONE = ROOT + "/{" + ID + "}";
    private static final Map<String, Boolean> NEWEST_FIRST = Map.of("oldest", false, "newest", true);

    private final Bus bus;

    DeadLetterRoutes(Bus bus) {
        this.bus = bus;
    }

    void mount(Rest rest) {
        rest.get(ROOT, forAdmins(this::list));
        rest.delete(ROOT, forAdmins(request -> discard(request, null)));
        rest.post(ROOT + "/replay", forAdmins(request -> replay(request, null)));
        rest.get(ONE, forAdmins(this::show));
        rest.delete(ONE, forAdmins(request -> discard(request, id(request))));
        rest.post(ONE + "/replay", forAdmins(request -> replay(request, id(request))));
    }

    private static Call forAdmins(Call call) {
        return request -> {
            if (!request.caller().admin()) {
                throw Failure.forbidden("Only an admin may do this").asException();
            }
            return call.answer(request);
        };
    }

    private Future<Answer> list(RestRequest request) {
        var fields = Fields.of(request.query("limit"));
        var newestFirst = fields.optionalChoice("order", NEWEST_FIRST);
        var cursor = fields.optionalText("cursor", 1, 64);
        int limit = fields.integerOr("limit", 1, ListDeadLetters.MAX_LIMIT, ListDeadLetters.DEFAULT_LIMIT);
        fields.check();
        return bus.request(
                        DeadLetterAddresses.LIST,
                        new ListDeadLetters(newestFirst == null || newestFirst, cursor, limit))
                .map(Answer::ok);
    }

    private Future<Answer> show(RestRequest request) {
        return bus.request(DeadLetterAddresses.GET, new GetDeadLetter(id(request)))
                .map(Answer::ok);
    }

    /** @param id null for all */
    private Future<Answer> replay(RestRequest request, @Nullable String id) {
        return bus.request(DeadLetterAddresses.REPLAY, new ReplayDeadLetters(id, diedBefore(request), by(request)))
                .map(Answer::ok);
    }

    /** @param id null for all */
    private Future<Answer> discard(RestRequest request, @Nullable String id) {
        return bus.request(DeadLetterAddresses.DISCARD, new DiscardDeadLetters(id, diedBefore(request), by(request)))
                .map(Answer::ok);
    }

    private static @Nullable Instant diedBefore(RestRequest request) {
        var fields = Fields.of(request.query());
        var before = fields.optionalTime("diedBefore");
        fields.check();
        return before;
    }

    private static String id(RestRequest request) {
        return request.path().getString(ID);
    }

    /** Both: a name may be given up and taken by somebody else. */
    private static String by(RestRequest request) {
        var user = request.caller().user();
        return user.username() + " (" + user.id() + ")";
    }
}
