package dev.parley.gateway.rest;

import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.JsonCompression;
import dev.parley.gateway.limit.BodyReader;
import dev.parley.gateway.limit.Limiters;
import dev.parley.gateway.operation.Operations;
import dev.parley.model.bus.Bus;
import io.vertx.ext.web.Router;

/** All of REST. */
public final class RestApi {
    /** Everything below is a REST call or nothing; the realtime doors have paths of their own. */
    public static final String ROOT = Rest.ROOT;

    private final Bus bus;
    private final Operations operations;

    public RestApi(Bus bus, Operations operations) {
        this.bus = bus;
        this.operations = operations;
    }

    /** Mounts every call, and lists it in {@code endpoints}. */
    public void mount(
            Router router,
            Endpoints endpoints,
            BearerAuth auth,
            Limiters limits,
            BodyReader body,
            JsonCompression compression) {
        var rest = new Rest(router, endpoints, auth, limits.perUser(), body, compression);
        new AuthRoutes(bus, limits.refusals()).mount(rest);
        new SessionRoutes(bus).mount(rest);
        new UserRoutes(bus, limits.refusals()).mount(rest);
        new ContactRoutes(bus).mount(rest);
        new BlockRoutes(bus).mount(rest);
        new RoomRoutes(operations.rooms()).mount(rest);
        new MemberRoutes(operations.members()).mount(rest);
        new MessageRoutes(operations.messages()).mount(rest);
        new SearchRoutes(bus).mount(rest);
        new PresenceRoutes(operations.presence()).mount(rest);
        new NotificationRoutes(bus).mount(rest);
        new DeadLetterRoutes(bus).mount(rest);
    }
}
