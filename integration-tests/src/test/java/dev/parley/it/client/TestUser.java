package dev.parley.it.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/** Someone who is logged in on one device, with what tests often do. */
public final class TestUser {
    private final Parley parley;
    private final JsonObject tokens;

    TestUser(Parley parley, JsonObject tokens) {
        this.parley = parley;
        this.tokens = tokens;
    }

    public String id() {
        return tokens.getJsonObject("user").getString("id");
    }

    public String username() {
        return tokens.getJsonObject("user").getString("username");
    }

    public String email() {
        return tokens.getJsonObject("user").getString("email");
    }

    public String accessToken() {
        return tokens.getString("accessToken");
    }

    public String refreshToken() {
        return tokens.getString("refreshToken");
    }

    public Rest rest() {
        return parley.anonymous().as(accessToken());
    }

    /** The same user and device at another gateway. */
    public TestUser at(Parley other) {
        return new TestUser(other, tokens);
    }

    /** The same user on one more device. */
    public TestUser onAnotherDevice() {
        return parley.logIn(email(), Parley.PASSWORD);
    }

    /** Trades the refresh token: this device with its next tokens. */
    public TestUser refreshed() {
        var answer = parley.anonymous().post("/auth/refresh", new JsonObject().put("refreshToken", refreshToken()));
        return new TestUser(parley, answer.expect(200).json());
    }

    /** Opens a door and authenticates on it. */
    public Connection connect(Door door) {
        var connection = door.open(parley);
        try {
            return connection.authenticate(accessToken());
        } catch (AssertionError | RuntimeException e) {
            connection.close(); // nobody has it
            throw e;
        }
    }

    public Connection connect() {
        return connect(Door.WEBSOCKET);
    }

    /** The direct room with {@code other}, made if there is none. */
    @CanIgnoreReturnValue
    public String directRoom(TestUser other) {
        var body = new JsonObject().put("type", "direct").put("memberIds", new JsonArray().add(other.id()));
        var answer = rest().patiently("POST", "/rooms", body);
        return (answer.status() == 200 ? answer : answer.expect(201)).json().getString("id");
    }

    /** A new group room that this user owns. */
    public String groupRoom(String name, TestUser... members) {
        return groupRoom(name, Arrays.stream(members));
    }

    public String groupRoom(String name, Stream<TestUser> members) {
        var ids = new JsonArray();
        members.forEach(member -> ids.add(member.id()));
        var body = new JsonObject().put("type", "group").put("name", name).put("memberIds", ids);
        return rest().patiently("POST", "/rooms", body).expect(201).json().getString("id");
    }

    /** Posts by REST and returns the stored message. */
    @CanIgnoreReturnValue
    public JsonObject post(String roomId, String text) {
        var answer = rest().patiently("POST", "/rooms/" + roomId + "/messages", Messages.body(text));
        return (answer.status() == 200 ? answer : answer.expect(201)).json();
    }

    /** Asks {@code other} to be a contact, who accepts. */
    public void befriend(TestUser other) {
        rest().post("/contacts", new JsonObject().put("userId", other.id())).expect(201);
        other.rest()
                .patch("/contacts/" + id(), new JsonObject().put("status", "accepted"))
                .expect(200);
    }

    /** A client's own id for a message. */
    public static String newClientMessageId() {
        return UUID.randomUUID().toString();
    }
}
