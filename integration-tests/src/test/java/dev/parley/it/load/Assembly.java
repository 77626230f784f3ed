package dev.parley.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Connection;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Several;
import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Many people, every one of them connected, and one group of all of them that the first one owns. */
final class Assembly implements AutoCloseable {
    private final List<TestUser> people;
    private final List<Connection> connections;
    private final String room;

    private Assembly(List<TestUser> people, List<Connection> connections, String room) {
        this.people = people;
        this.connections = connections;
        this.room = room;
    }

    static Assembly call(Parley parley, int members) {
        var people = Several.make("Large group: signed up", members, i -> parley.user("Member" + i));
        var connections = Several.make(
                "Large group: connected", members, i -> people.get(i).connect());
        var owner = people.get(0);
        var room = owner.groupRoom("Assembly", people.stream().skip(1));
        return new Assembly(people, connections, room);
    }

    String room() {
        return room;
    }

    TestUser person(int member) {
        return people.get(member);
    }

    List<TestUser> people() {
        return people;
    }

    Connection at(int member) {
        return connections.get(member);
    }

    List<Connection> connections() {
        return connections;
    }

    /** Waits until every one of these has the message; the time of the last is the time it returns. */
    static void await(List<Connection> members, String messageId) {
        members.forEach(member -> member.inbox().await("message.created", event -> is(event, messageId)));
    }

    /** How often the message came to each of these. */
    static List<Integer> copies(List<Connection> members, String messageId) {
        return members.stream()
                .map(member -> (int) member.inbox().all("message.created").stream()
                        .filter(event -> is(event, messageId))
                        .count())
                .toList();
    }

    private static boolean is(JsonObject event, String messageId) {
        return event.getJsonObject("data").getString("id").equals(messageId);
    }

    /** Nobody was cut off meanwhile. */
    void allAreConnected() {
        assertThat(connections).allMatch(Connection::isOpen);
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }
}
