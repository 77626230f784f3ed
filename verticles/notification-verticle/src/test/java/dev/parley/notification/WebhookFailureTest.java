package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.direct;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.broker.DeadLetter;
import dev.parley.broker.Topology;
import dev.parley.model.failure.FailureException;
import dev.parley.notification.webhook.Receiver;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of what receivers do not take. */
class WebhookFailureTest extends WebhookFixture {
    @Test
    void whatFailsForAPassingReasonIsSentAgainAsItWas() {
        deploy();
        save(BOB, bobs.answersOnce(500, null).answersOnce(429, null));
        say(2, "hello");
        var asked = untilAsked(bobs, 3);
        assertThat(asked)
                .extracting(Receiver.Received::delivery)
                .hasSize(3)
                .containsOnly(asked.get(0).delivery());
        untilNothingWaits();
        say(3, "next");
        var last = untilAsked(bobs, 4).get(3);
        assertThat(last.delivery()).isNotEqualTo(asked.get(0).delivery());
        assertThat(bodies(last.notifications())).containsExactly("next");
    }

    @Test
    void whoAsksForAPauseGetsItAndNobodyElseDoes() {
        var eves = receiver.hook();
        deploy();
        save(BOB, bobs.answersOnce(429, "3600"));
        save(EVE, eves);
        say(2, "hello");
        untilRows(1, "webhooks where due_at > now() + interval '50 minutes' and failing_cause = 'status 429'");
        say(3, "next");
        untilTold(eves, some -> some.size() == 2);
        assertThat(bobs.requests()).hasSize(1);
        await(postgres().query("update webhooks set due_at = now()"));
        assertThat(bodies(untilTold(bobs, some -> some.size() == 2))).containsExactly("hello", "next");
    }

    @Test
    void whoIsGoneIsForgotten() {
        deploy();
        save(BOB, bobs.answers(410));
        say(2, "hello");
        untilRows(0, "webhooks");
        untilNothingWaits();
        assertThatThrownBy(() -> webhook(BOB)).isInstanceOf(FailureException.class);
        assertThat(bobs.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "302"})
    void whatIsRefusedIsADeadLetterAtOnceAndTheNextIsTried(int status) {
        deploy();
        save(BOB, bobs.answersOnce(status, null));
        say(2, "hello");
        assertThat(nextDeadLetter(idOf("hello")).headers().get(DeadLetter.CAUSE))
                .isEqualTo("not delivered: status " + status);
        say(3, "next");
        untilTold(bobs, some -> bodies(some).contains("next"));
        assertThat(bobs.requests()).hasSize(2);
    }

    @Test
    void whatFailsToTheEndIsADeadLetterAndDeliveredWhenItIsReplayed() {
        deploy();
        save(BOB, bobs.answers(500));
        say(2, "hello");
        var dead = nextDeadLetter(idOf("hello"));
        assertThat(bobs.requests()).hasSize(ATTEMPTS);
        assertThat(dead.headers().get(DeadLetter.CAUSE)).isEqualTo("not delivered: status 500");
        assertThat(dead.headers().get(DeadLetter.EXCHANGE)).isEqualTo(Topology.WEBHOOKS_EXCHANGE);
        assertThat(dead.body().toString()).doesNotContain("hello").doesNotContain("/hook/");
        untilNothingWaits();
        var failing = Objects.requireNonNull(webhook(BOB).failing());
        assertThat(failing.cause()).isEqualTo("status 500");

        bobs.answers(200);
        await(broker.publish(Topology.WEBHOOKS_EXCHANGE, "", dead.body()));
        var last = untilAsked(bobs, ATTEMPTS + 1).get(ATTEMPTS);
        assertThat(bodies(last.notifications())).containsExactly("hello");
        untilNothingWaits();
        eventually(() -> webhook(BOB).failing() == null, works -> works);
    }

    @Test
    void aReplayOfWhatIsGoneIsNoError() {
        deploy();
        save(BOB, bobs.answers(400));
        say(2, "hello");
        var dead = nextDeadLetter(idOf("hello"));
        await(postgres().query("delete from notifications"));
        bobs.answers(200);
        await(broker.publish(Topology.WEBHOOKS_EXCHANGE, "", dead.body()));
        await(broker.publish(Topology.WEBHOOKS_EXCHANGE, "", Buffer.buffer("none:" + room.id())));
        assertThat(nextDeadLetter("none:" + room.id()).headers().get(DeadLetter.CAUSE))
                .isEqualTo("not readable as a webhook's batch");
        say(3, "next");
        untilTold(bobs, some -> bodies(some).contains("next"));
        assertThat(bobs.requests()).hasSize(2);
    }

    @Test
    void whoNeverAnswersIsGivenUpAndTheNextIsTried() {
        deploy();
        save(BOB, bobs.keepsSilent());
        say(2, "hello");
        untilAsked(bobs, 1);
        say(3, "next");
        assertThat(nextDeadLetter(idOf("hello")).headers().get(DeadLetter.CAUSE))
                .isEqualTo("not delivered: no answer in time");
        bobs.answers(200);
        var told = untilTold(bobs, some -> some.size() == 2);
        assertThat(bodies(told)).containsExactly("hello", "next");
        untilNothingWaits();
    }

    @Test
    void anAddressIsCheckedAgainForEachRequest() {
        deploy();
        save(BOB, bobs);
        undeploy();
        deploy(plainConfig().withWebhook(webhooks(false)));
        say(2, "hello");
        assertThat(nextDeadLetter(idOf("hello")).headers().get(DeadLetter.CAUSE))
                .isEqualTo("not delivered: private address");
        assertThat(bobs.requests()).isEmpty();
    }

    @Test
    void addressesThatAreNotPublicAreRefusedUnlessTheyAreAllowed() {
        deploy(plainConfig().withWebhook(webhooks(false)));
        for (var url : List.of(
                "http://example.org/x",
                "https://127.0.0.1/x",
                "https://localhost:8443/x",
                "https://[::1]/x",
                "https://10.0.0.1/x",
                "https://169.254.169.254/latest",
                "ftp://example.org/x",
                "https://me:secret@example.org/x",
                "nothing")) {
            assertThatThrownBy(() -> await(ask(BOB, url)))
                    .as(url)
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            refused -> assertThat(refused.failure().errors())
                                    .extracting(error -> error.field())
                                    .containsExactly("url"));
        }
        assertThat(rows("webhooks")).isZero();
    }

    @Test
    void aReceiverThatNeverAnswersHoldsNobodyUp() {
        var slow = await(Receiver.start(vertx));
        deploy();
        int concurrency = webhooks(true).concurrency();
        // More than may be under way at once, each a bot of its own.
        for (int i = 0; i < 4 * concurrency; i++) {
            var user = Samples.user("Slow" + i);
            var theirs = direct();
            know(audience(theirs, ADA, user));
            save(user, slow.hook().keepsSilent());
            publish(message(theirs, 2, ADA, "hello?"));
        }
        eventually(slow::mostOpen, some -> some > 0);
        save(BOB, bobs);
        for (int seq = 2; seq < 12; seq++) {
            int count = seq - 1;
            say(seq, "hello");
            untilTold(bobs, some -> some.size() == count);
        }
        assertThat(slow.mostOpen()).isLessThan(concurrency);
        assertThat(slow.wrong()).isEmpty();
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        var sent = new AtomicLong();
        var cut = Promise.<Void>promise();
        var endless = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    var response = request.response().setChunked(true);
                    response.closeHandler(cut::tryComplete);
                    response.exceptionHandler(broken -> cut.tryComplete());
                    write(response, sent);
                })
                .listen(0, "127.0.0.1"));
        deploy();
        await(ask(BOB, "http://127.0.0.1:" + endless.actualPort() + "/x"));
        say(2, "hello");
        untilRows(1, "notifications where user_id = '" + BOB.id() + "'");
        untilNothingWaits();
        await(cut.future());
    }

    private void write(HttpServerResponse response, AtomicLong sent) {
        sent.addAndGet(8192);
        response.write(Buffer.buffer(new byte[8192]))
                .onSuccess(written -> vertx.runOnContext(next -> write(response, sent)));
    }

    /** Of the notification that Bob has, or will have, of what was said. */
    private String idOf(String body) {
        untilRows(1, "notifications where user_id = '" + BOB.id() + "' and body = '" + body + "'");
        return await(postgres()
                .query(
                        "select id from notifications where user_id = $1 and body = $2",
                        BOB.id().value(),
                        body)
                .map(rows -> rows.iterator().next().getString("id")));
    }
}
