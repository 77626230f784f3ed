package dev.parley.it.load;

import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** Twenty people, all members of ten rooms, and what each of them is going to send: 5,000 messages in all. */
record Plan(List<TestUser> people, List<String> rooms) {
    static final int SENDERS = 20;
    static final int ROOMS = 10;
    static final int MESSAGES = 5_000;

    static Plan make(Parley parley) {
        var people = IntStream.range(0, SENDERS)
                .mapToObj(i -> parley.user("Sender" + i))
                .toList();
        var rooms = IntStream.range(0, ROOMS)
                .mapToObj(i ->
                        people.get(i).groupRoom("Room " + i, people.stream().filter(other -> other != people.get(i))))
                .toList();
        return new Plan(people, rooms);
    }

    /** The data of what the sender {@code number} sends, in order, to all rooms in turn. */
    List<JsonObject> messagesOf(int number) {
        return IntStream.range(0, MESSAGES / SENDERS)
                .mapToObj(i -> Messages.send(rooms.get((number + i) % ROOMS), number + "/" + i))
                .toList();
    }
}
