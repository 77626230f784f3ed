package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.direct;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.notification.push.PushService;
import org.junit.jupiter.api.Test;

/** What becomes of what push services do not take. */
class PushFailureTest extends PushFixture {
    @Test
    void aBrowserThatIsGoneIsForgotten() {
        deploy();
        subscribe(BOB, phone.answers(410));
        subscribe(BOB, laptop.answers(404));
        say(2, "hello");
        untilTold(phone, some -> !some.isEmpty());
        untilTold(laptop, some -> !some.isEmpty());
        untilRows(0, "push_subscriptions");
        assertThat(rows("push_rooms")).isZero();
    }

    @Test
    void whatFailsForAPassingReasonIsTriedAgain() {
        deploy();
        for (int status : new int[] {500, 429, 503}) {
            var device = service.subscribe().answersOnce(status, null).answersOnce(status, null);
            subscribe(EVE, device);
            say(status, "tried again after " + status);
            var told = untilTold(device, some -> some.size() >= 3);
            assertThat(told.get(2).getString("eventId")).isEqualTo(room.id() + ":" + status);
            untilRows(0, "push_rooms where due_at is not null");
            assertThat(device.messages()).hasSize(3);
        }
    }

    @Test
    void whoAsksForAPauseGetsIt() {
        deploy();
        subscribe(BOB, phone.answersOnce(429, "4"));
        subscribe(EVE, laptop);
        say(2, "hello");
        untilTold(phone, some -> some.size() == 1);
        // Nothing else is pushed to that push service meanwhile, whoever's it is.
        say(3, "not yet");
        untilRows(2, "notifications where user_id = '" + EVE.id() + "'");
        untilTold(phone, lastIs(room.id() + ":3"));
        untilTold(laptop, lastIs(room.id() + ":3"));
        assertThat(phone.messages()).as("what came meanwhile is told with it").hasSize(2);
    }

    @Test
    void whatFailsToTheEndIsADeadLetterAndToldWhenItIsReplayed() {
        deploy();
        subscribe(BOB, phone.answers(500));
        say(2, "hello");
        var dead = nextDeadLetter();
        assertThat(phone.messages()).hasSize(ATTEMPTS);
        assertThat(dead.headers().get(DeadLetter.CAUSE)).isEqualTo("not pushed: status 500");
        assertThat(dead.headers().get(DeadLetter.EXCHANGE)).isEqualTo(Topology.PUSHES_EXCHANGE);
        assertThat(dead.body().toString()).doesNotContain("hello").doesNotContain("/push/");
        phone.answers(201);
        await(broker.publish(Topology.PUSHES_EXCHANGE, "", dead.body()));
        untilTold(phone, some -> some.size() == ATTEMPTS + 1);
    }

    @Test
    void whatIsRefusedIsADeadLetterAtOnce() {
        deploy();
        subscribe(BOB, phone.answers(403));
        say(2, "hello");
        assertThat(nextDeadLetter().headers().get(DeadLetter.CAUSE)).isEqualTo("not pushed: status 403");
        assertThat(phone.messages()).hasSize(1);
    }

    @Test
    void anEndpointIsCheckedAgainWhenItIsPushedTo() {
        deploy();
        subscribe(BOB, phone);
        undeploy();
        deploy(strict());
        say(2, "hello");
        assertThat(nextDeadLetter().headers().get(DeadLetter.CAUSE)).isEqualTo("not pushed: private address");
        assertThat(phone.messages()).isEmpty();
    }

    @Test
    void aPushServiceThatNeverAnswersHoldsNobodyUp() {
        var slow = await(PushService.start(vertx));
        deploy();
        // More than may be under way at once, each a browser of its own.
        for (int i = 0; i < 4 * config().concurrency(); i++) {
            var user = Samples.user("Slow" + i);
            var theirs = direct();
            know(audience(theirs, ADA, user));
            subscribe(user, slow.subscribe().keepsSilent());
            publish(message(theirs, 2, ADA, "hello?"));
        }
        eventually(slow::mostOpen, some -> some > 0);
        subscribe(BOB, phone);
        for (long seq = 2; seq < 12; seq++) {
            say(seq, "hello");
            untilTold(phone, lastIs(room.id() + ":" + seq));
        }
        assertThat(slow.mostOpen()).isLessThan(config().concurrency());
        assertThat(slow.wrong()).isEmpty();
    }

    private Delivery nextDeadLetter() {
        return nextDeadLetter(room.id().value());
    }
}
