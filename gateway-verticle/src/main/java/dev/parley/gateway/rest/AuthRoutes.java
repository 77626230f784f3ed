package dev.parley.gateway.rest;

import dev.parley.gateway.limit.Limit;
import dev.parley.gateway.limit.Refusals;
import dev.parley.gateway.request.Fields;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LogIn;
import dev.parley.model.auth.LogOut;
import dev.parley.model.auth.RefreshTokens;
import dev.parley.model.bus.Bus;
import io.vertx.core.Future;

/** Logging in, staying so, and out: without an access token, as none is there yet or any more. */
final class AuthRoutes {
    /** Longer than any refresh token is. */
    private static final int MAX_TOKEN = 512;

    private static final int MAX_EMAIL = 254;

    private final Bus bus;
    private final Refusals refusals;

    AuthRoutes(Bus bus, Refusals refusals) {
        this.bus = bus;
        this.refusals = refusals;
    }

    void mount(Rest rest) {
        rest.openPost("/auth", this::logIn);
        rest.openPost("/auth/refresh", this::refresh);
        rest.openPost("/auth/logout", this::logOut);
    }

    /** What is no email is an unknown account: whether one exists must not show in how it is refused. */
    private Future<Answer> logIn(RestRequest request) {
        var fields = Fields.of(request.body());
        var command = new LogIn(
                fields.text("email", 1, MAX_EMAIL),
                Accounts.givenPassword(fields, "password"),
                request.address(),
                request.userAgent());
        fields.check();
        return refusals.counting(Limit.LOGIN, bus.request(AuthAddresses.LOG_IN, command))
                .map(Answer::secret);
    }

    private Future<Answer> refresh(RestRequest request) {
        var fields = Fields.of(request.body());
        var command =
                new RefreshTokens(fields.text("refreshToken", 1, MAX_TOKEN), request.address(), request.userAgent());
        fields.check();
        return bus.request(AuthAddresses.REFRESH, command).map(Answer::secret);
    }

    private Future<Answer> logOut(RestRequest request) {
        var fields = Fields.of(request.body());
        var command = new LogOut(fields.text("refreshToken", 1, MAX_TOKEN));
        fields.check();
        return bus.request(AuthAddresses.LOG_OUT, command).map(Answer::nothing);
    }
}
