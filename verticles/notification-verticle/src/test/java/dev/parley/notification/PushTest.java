package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.SessionId;
import dev.parley.model.notification.GetSettings;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.rooms.Event;
import dev.parley.notification.push.PushService.Message;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** From a room's event to what browsers read. */
class PushTest extends PushFixture {
    @Test
    void eachOfOnesBrowsersIsToldOnceAndOthersAreNot() {
        deploy();
        var eves = service.subscribe();
        subscribe(BOB, phone);
        subscribe(BOB, laptop);
        subscribe(ADA, eves); // the sender's
        say(2, "hello");
        untilTold(phone, lastIs(room.id() + ":2"));
        untilTold(laptop, lastIs(room.id() + ":2"));
        say(3, "again");
        untilTold(phone, lastIs(room.id() + ":3"));

        var first = phone.messages().get(0);
        assertThat(first.payload().getString("title")).isEqualTo("Engine · Ada");
        assertThat(first.payload().getString("body")).isEqualTo("hello");
        assertThat(first.payload().getInteger("badge")).isEqualTo(1);
        assertThat(first.ttl()).isEqualTo(3600);
        assertThat(first.urgency()).isEqualTo("normal");
        assertThat(first.vapidKey()).isEqualTo(key.publicKey());
        assertThat(phone.messages()).hasSize(2);
        assertThat(phone.messages()).extracting(Message::topic).containsOnly(first.topic());
        assertThat(eves.messages()).isEmpty();
    }

    @Test
    void severalMessagesOfARoomAreOneNotification() {
        deploy();
        subscribe(BOB, phone);
        publish(LongStream.rangeClosed(2, 6)
                .mapToObj(seq -> message(room, seq, ADA, "n" + seq))
                .toArray(Event[]::new));
        var told = untilTold(phone, lastIs(room.id() + ":6"));
        var last = told.get(told.size() - 1);
        assertThat(last.getString("body")).isEqualTo("5 new messages");
        assertThat(last.getString("title")).isEqualTo("Engine");
        assertThat(last.getInteger("count")).isEqualTo(5);
    }

    @Test
    void anEventThatComesAgainIsNotPushedAgain() {
        deploy();
        subscribe(BOB, phone);
        say(2, "hello");
        untilTold(phone, lastIs(room.id() + ":2"));
        for (int times = 0; times < 3; times++) {
            say(2, "hello");
        }
        say(3, "after");
        untilTold(phone, lastIs(room.id() + ":3"));
        assertThat(phone.messages()).hasSize(2);
    }

    @Test
    void readingOnOneDeviceWithdrawsItOnTheOthers() {
        deploy();
        var session = SessionId.next();
        subscribe(BOB, phone);
        subscribe(BOB, session, laptop);
        say(2, "hello");
        untilTold(phone, lastIs(room.id() + ":2"));
        untilTold(laptop, lastIs(room.id() + ":2"));
        untilRows(0, "push_rooms where due_at is not null"); // what is on its way when it is read is taken back too
        read(session);
        var told = untilTold(phone, some -> some.size() == 2);
        assertThat(told.get(1).getString("type")).isEqualTo("withdraw");
        assertThat(told.get(1).getString("roomId")).isEqualTo(room.id().value());
        assertThat(told.get(1).getInteger("badge")).isZero();
        assertThat(phone.messages().get(1).topic())
                .as("takes the place of what the push service still holds")
                .isEqualTo(phone.messages().get(0).topic());
        say(3, "next");
        untilTold(phone, lastIs(room.id() + ":3"));
        untilTold(laptop, lastIs(room.id() + ":3"));
        assertThat(laptop.messages())
                .as("the reader's own takes it back by itself")
                .hasSize(2);
    }

    @Test
    void whatIsReadBeforeItCouldBeToldIsNotTold() {
        deploy();
        phone.answers(503);
        subscribe(BOB, phone);
        say(2, "hello");
        untilTold(phone, some -> !some.isEmpty());
        read(SessionId.next());
        phone.answers(201);
        say(3, "next");
        var told = untilTold(phone, lastIs(room.id() + ":3"));
        assertThat(told.get(told.size() - 1).getInteger("count")).isEqualTo(1);
    }

    @Test
    void whatWasDueWhenTheProcessEndedIsToldByTheNext() {
        deploy();
        subscribe(BOB, phone);
        undeploy();
        say(2, "hello");
        deploy();
        untilTold(phone, lastIs(room.id() + ":2"));
    }

    @Test
    void settingsAreKeptAndHeeded() {
        deploy();
        assertThat(settings()).isEqualTo(NotificationSettings.DEFAULT);
        var discreet = new NotificationSettings(true, true, false, null);
        save(discreet);
        assertThat(settings()).isEqualTo(discreet);
        subscribe(BOB, phone);
        say(2, "a secret");
        untilTold(phone, lastIs(room.id() + ":2"));
        assertThat(phone.payloads().toString())
                .contains("New message from Ada in Engine")
                .doesNotContain("a secret");

        var always = new QuietHours(LocalTime.of(0, 0), LocalTime.of(23, 59), ZoneId.of("Pacific/Kiritimati"));
        var almost = new QuietHours(LocalTime.of(23, 58), LocalTime.of(0, 1), ZoneId.of("Pacific/Kiritimati"));
        save(new NotificationSettings(true, true, true, always));
        assertThat(settings().quietHours()).isEqualTo(always);
        save(new NotificationSettings(false, true, true, almost));
        say(3, "not pushed");
        var other = service.subscribe();
        subscribe(EVE, other);
        say(4, "nor this");
        untilTold(other, lastIs(room.id() + ":4"));
        untilRows(0, "push_rooms where due_at is not null");
        assertThat(phone.messages()).hasSize(1);
    }

    private void read(SessionId reader) {
        await(bus.request(
                NotificationAddresses.MARK_READ, new MarkRead(BOB.id(), List.of(), false, room.id(), reader)));
    }

    private NotificationSettings settings() {
        return await(bus.request(NotificationAddresses.SETTINGS, new GetSettings(BOB.id())));
    }
}
