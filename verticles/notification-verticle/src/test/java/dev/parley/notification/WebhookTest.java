package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.muted;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.SessionId;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.notification.RemoveWebhook;
import dev.parley.model.rooms.Event;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** From a room's event to what a bot is sent. */
class WebhookTest extends WebhookFixture {
    @Test
    void whatIsInTheListIsDeliveredInItsOrder() {
        deploy();
        save(BOB, bobs);
        for (long seq = 2; seq <= 12; seq++) {
            say(seq, "message " + seq);
        }
        var told = untilTold(bobs, some -> some.size() == 11);
        assertThat(ids(told)).isEqualTo(list(BOB));
        untilNothingWaits();
        var first = told.get(0);
        assertThat(first.getString("eventId")).isEqualTo(room.id() + ":2");
        assertThat(first.getString("kind")).isEqualTo("message");
        assertThat(first.getString("roomId")).isEqualTo(room.id().value());
        assertThat(first.getString("title")).isEqualTo("Engine · Ada");
        assertThat(first.getString("body")).isEqualTo("message 2");
        assertThat(first.getString("sender")).isEqualTo("Ada");
        assertThat(first.getString("createdAt")).matches("[0-9-]+T[0-9:]+\\.[0-9]{3}Z");
        assertThat(bobs.requests().stream()
                        .mapToInt(one -> one.notifications().size())
                        .sum())
                .as("once, while nothing fails")
                .isEqualTo(11);
    }

    @Test
    void itIsToldWhatTheListIsAndNothingElse() {
        var adas = receiver.hook();
        var eves = receiver.hook();
        deploy();
        save(ADA, adas);
        save(BOB, bobs);
        save(EVE, eves);
        know(muted(room, Set.of(EVE.id()), ADA, BOB, EVE));
        var always = new QuietHours(LocalTime.of(0, 0), LocalTime.of(23, 59), ZoneId.of("UTC"));
        var almost = new QuietHours(LocalTime.of(23, 58), LocalTime.of(0, 1), ZoneId.of("UTC"));
        for (var quiet : List.of(always, almost)) {
            save(new NotificationSettings(false, false, false, quiet));
            int before = bobs.notifications().size();
            say(quiet.equals(always) ? 2 : 3, "a secret");
            untilTold(bobs, some -> some.size() == before + 1);
        }
        publish(message(EVE));
        untilTold(eves, some -> some.size() == 1);
        untilTold(bobs, some -> some.size() == 3);
        assertThat(bodies(bobs.notifications()))
                .as("previews do not concern it")
                .contains("a secret");
        assertThat(eves.notifications())
                .extracting(one -> one.getString("kind"))
                .containsExactly("mention");
        untilNothingWaits();
        assertThat(adas.requests()).as("her own messages").isEmpty();
    }

    private Event message(PublicUser mentioned) {
        return Samples.message(room, 4, ADA, "look", mentioned);
    }

    @Test
    void whatComesAgainIsNotDeliveredAgain() {
        deploy();
        save(BOB, bobs);
        say(2, "hello");
        untilTold(bobs, some -> some.size() == 1);
        say(2, "hello");
        say(3, "after");
        untilTold(bobs, some -> some.size() == 2);
        assertThat(bobs.requests()).hasSize(2);
    }

    @Test
    void whatHasBeenReadIsDeliveredAllTheSame() {
        deployPatient();
        save(BOB, bobs.answers(503));
        say(2, "hello");
        untilAsked(bobs, 1);
        await(bus.request(
                NotificationAddresses.MARK_READ, new MarkRead(BOB.id(), List.of(), true, null, SessionId.next())));
        bobs.answers(200);
        untilNothingWaits();
        assertThat(webhook(BOB).failing()).as("taken in the end").isNull();
        assertThat(bobs.notifications()).hasSize(1);
    }

    @Test
    void batchesAreBounded() {
        deployPatient();
        save(BOB, bobs.keepsSilent());
        say(2, "n2");
        untilAsked(bobs, 1); // the rest waits behind this one
        publish(LongStream.rangeClosed(3, 252)
                .mapToObj(seq -> later(Samples.message(room, seq, ADA, "n" + seq)))
                .toArray(Event[]::new));
        untilRows(251, "webhook_outbox");
        bobs.answers(200);
        var told = untilTold(bobs, some -> some.size() == 251);
        assertThat(ids(told)).isEqualTo(list(BOB));
        assertThat(bobs.requests())
                .extracting(one -> one.notifications().size())
                .containsSubsequence(1, 100, 100, 50);
    }

    private static Event later(Event event) {
        return new Event(
                event.roomId(),
                event.seq(),
                event.type(),
                event.at().plusMillis(event.seq()),
                event.actor(),
                event.data());
    }

    @Test
    void whatWasDueWhenTheProcessEndedIsDeliveredByTheNext() {
        deploy();
        save(BOB, bobs);
        undeploy();
        say(2, "hello");
        deploy();
        untilTold(bobs, some -> some.size() == 1);
    }

    @Test
    void anotherTakesItsPlaceAndWhatWaited() {
        deployPatient();
        var first = save(BOB, bobs.keepsSilent());
        say(2, "hello");
        untilAsked(bobs, 1);
        var other = receiver.hook();
        var second = save(BOB, other);
        untilTold(other, some -> some.size() == 1);
        say(3, "next");
        untilTold(other, some -> some.size() == 2);
        assertThat(webhook(BOB).url()).isEqualTo(other.url());
        assertThat(second.secret()).isNotEqualTo(first.secret()).hasSize(43);
        assertThat(webhook(BOB).createdAt()).isEqualTo(second.createdAt());
        assertThat(rows("webhooks")).isEqualTo(1);
    }

    @Test
    void whoWantsNoMoreGetsNoMore() {
        var eves = receiver.hook();
        deployPatient();
        save(BOB, bobs.answers(503));
        save(EVE, eves);
        say(2, "hello");
        untilAsked(bobs, 1);
        for (int again = 0; again < 2; again++) {
            await(bus.request(NotificationAddresses.REMOVE_WEBHOOK, new RemoveWebhook(BOB.id())));
        }
        untilNothingWaits();
        int asked = bobs.requests().size();
        say(3, "next");
        untilTold(eves, some -> some.size() == 2);
        assertThat(bobs.requests().size()).isLessThanOrEqualTo(asked + 1); // one may have been on its way
        assertThat(ids(bobs.notifications())).hasSize(1);
        assertThatThrownBy(() -> webhook(BOB)).isInstanceOf(FailureException.class);
    }

    @Test
    void aDeletedAccountLeavesNothing() {
        deployPatient();
        save(BOB, bobs.answers(503));
        say(2, "hello");
        untilAsked(bobs, 1);
        for (int again = 0; again < 2; again++) {
            await(bus.request(NotificationAddresses.FORGET, new ForgetUser(BOB.id())));
        }
        assertThat(rows("webhooks")).isZero();
        untilNothingWaits();
        assertThat(rows("notifications where user_id = '" + BOB.id() + "'")).isZero();
    }

    @Test
    void whatGoesFromTheListIsNotDelivered() {
        deployPatient();
        save(BOB, bobs.answers(503));
        say(2, "hello");
        untilAsked(bobs, 1);
        await(postgres()
                .query("delete from notifications where user_id = $1", BOB.id().value()));
        assertThat(rows("webhook_outbox")).isZero();
        bobs.answers(200);
        say(3, "next");
        untilTold(bobs, some -> bodies(some).contains("next"));
        var last = bobs.requests().get(bobs.requests().size() - 1);
        assertThat(bodies(last.notifications())).containsExactly("next");
    }

    @Test
    void aServerThatDeliversToNoneSaysSo() {
        deploy();
        save(BOB, bobs);
        undeploy();
        deploy(plainConfig());
        assertThatThrownBy(() -> await(ask(EVE, bobs.url()))).isInstanceOf(FailureException.class);
        assertThat(webhook(BOB).url()).isEqualTo(bobs.url());
        await(bus.request(NotificationAddresses.REMOVE_WEBHOOK, new RemoveWebhook(BOB.id())));
        assertThat(rows("webhooks")).isZero();
    }

    @Test
    void nodesShareTheWork() {
        deploy();
        deploy();
        var users =
                LongStream.range(0, 20).mapToObj(i -> Samples.user("Bot" + i)).toList();
        var hooks = users.stream().map(user -> receiver.hook()).toList();
        var members = new ArrayList<>(users);
        members.add(ADA);
        know(Samples.audience(room, members.toArray(PublicUser[]::new)));
        for (int i = 0; i < users.size(); i++) {
            save(users.get(i), hooks.get(i));
        }
        for (long seq = 2; seq < 22; seq++) {
            say(seq, "n" + seq);
        }
        for (int i = 0; i < users.size(); i++) {
            untilTold(hooks.get(i), some -> some.size() == 20);
            assertThat(ids(hooks.get(i).notifications())).containsExactlyInAnyOrderElementsOf(list(users.get(i)));
        }
        untilNothingWaits();
    }
}
