package dev.parley.gateway.rest;

import dev.parley.gateway.limit.Limit;
import dev.parley.gateway.limit.Refusals;
import dev.parley.gateway.request.Fields;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.ChangePassword;
import dev.parley.model.auth.DeleteUser;
import dev.parley.model.auth.GetUser;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.auth.RegisterUser;
import dev.parley.model.auth.SearchUsers;
import dev.parley.model.auth.UpdateUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.util.List;

/** Accounts and people. */
final class UserRoutes {
    private static final int MIN_QUERY = 2;
    private static final int MAX_QUERY = 80;
    private static final int MAX_FOUND = 50;
    private static final int DEFAULT_FOUND = 20;

    private final Bus bus;
    private final Refusals refusals;

    UserRoutes(Bus bus, Refusals refusals) {
        this.bus = bus;
        this.refusals = refusals;
    }

    void mount(Rest rest) {
        rest.openPost("/users", this::register);
        rest.get("/users", this::search);
        rest.get("/users/me", this::me);
        rest.put("/users/me", this::update);
        rest.delete("/users/me", this::delete);
        rest.put("/users/me/password", this::changePassword);
        rest.get("/users/{userId}", this::get);
    }

    private Future<Answer> register(RestRequest request) {
        var fields = Fields.of(request.body());
        var command = new RegisterUser(
                Accounts.username(fields, "username"),
                Accounts.email(fields, "email"),
                Accounts.newPassword(fields, "password"),
                Accounts.optionalDisplayName(fields, "displayName"));
        fields.check();
        return bus.request(AuthAddresses.REGISTER, command).map(Answer::created);
    }

    private Future<Answer> search(RestRequest request) {
        var fields = Fields.of(request.query("limit"));
        var query = fields.text("query", MIN_QUERY, MAX_QUERY);
        int limit = fields.integerOr("limit", 1, MAX_FOUND, DEFAULT_FOUND);
        fields.check();
        return bus.request(AuthAddresses.SEARCH_USERS, new SearchUsers(query, limit))
                .map(Answer::ok);
    }

    private Future<Answer> me(RestRequest request) {
        return bus.request(AuthAddresses.GET_USER, new GetUser(request.caller().userId()))
                .map(Answer::ok);
    }

    private Future<Answer> update(RestRequest request) {
        var fields = Fields.of(request.body());
        var command = new UpdateUser(
                request.caller().userId(),
                Accounts.optionalUsername(fields, "username"),
                Accounts.optionalDisplayName(fields, "displayName"),
                Accounts.optionalEmail(fields, "email"));
        fields.check();
        return bus.request(AuthAddresses.UPDATE_USER, command).map(Answer::ok);
    }

    private Future<Answer> delete(RestRequest request) {
        return bus.request(
                        AuthAddresses.DELETE_USER,
                        new DeleteUser(request.caller().userId()))
                .map(Answer::nothing);
    }

    private Future<Answer> changePassword(RestRequest request) {
        var fields = Fields.of(request.body());
        var command = new ChangePassword(
                request.caller().userId(),
                request.caller().sessionId(),
                Accounts.givenPassword(fields, "currentPassword"),
                Accounts.newPassword(fields, "newPassword"));
        fields.check();
        return refusals.counting(Limit.LOGIN, bus.request(AuthAddresses.CHANGE_PASSWORD, command))
                .map(Answer::nothing);
    }

    private Future<Answer> get(RestRequest request) {
        var userId = new UserId(request.path().getString("userId"));
        return bus.request(AuthAddresses.LOOK_UP_USERS, new LookUpUsers(List.of(userId)))
                .map(UserRoutes::theOne);
    }

    private static Answer theOne(PublicUsers found) {
        if (found.users().isEmpty()) {
            throw Failure.notFound("user").asException();
        }
        return Answer.ok(found.users().get(0));
    }
}
