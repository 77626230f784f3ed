package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.AT;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.direct;
import static dev.parley.notification.Samples.message;
import static dev.parley.notification.mail.MoodySmtp.SILENCE;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.auth.PublicUser;
import dev.parley.notification.mail.MoodySmtp;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of what is not taken at once, and of nodes that die. */
class MailFailureTest extends MailFixture {
    private static final Instant DUE = AT.plus(MENTION_AFTER);

    private final MoodySmtp moody = await(MoodySmtp.start(vertx));

    @Test
    void whatAServerThatIsAwayMissesIsMailedWhenItIsBack() {
        deploy(patient(smtp.port()));
        wantsMail(BOB);
        mention(2, "hello @bob");
        smtp.goDown();
        goOnTo(DUE);
        untilRows(1, "mail_users where attempts > 0");
        smtp.comeBack();
        untilMailed(BOB, 1);
        untilRows(0, "mail_entries");
        assertThat(mailsTo(BOB)).hasSize(1);
    }

    @Test
    void whatIsReadBeforeItCouldBeMailedIsNot() {
        deploy(patient(moody.answers("RCPT", "451 not now").port()));
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        untilRows(1, "mail_users where attempts > 0");
        reads(BOB);
        moody.answersAsUsual();
        untilRows(0, "mail_entries");
        assertThat(moody.messageIds()).isEmpty();
    }

    @Test
    void whatIsRefusedIsADeadLetterAtOnceAndMailedWhenItIsReplayed() {
        deploy(config(moody.answers("RCPT", "550 5.1.1 no such mailbox").port()));
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        var dead = nextDeadLetter(BOB);
        assertThat(moody.recipients()).isEqualTo(1);
        assertThat(dead.headers().get(DeadLetter.CAUSE)).isEqualTo("not mailed: status 550");
        assertThat(dead.headers().get(DeadLetter.EXCHANGE)).isEqualTo(Topology.MAILS_EXCHANGE);
        assertThat(dead.body().toString()).doesNotContain("hello").doesNotContain("@");

        moody.answersAsUsual();
        untilRows(1, "mail_entries where dead");
        mention(3, "held for a day");
        lookNow();
        untilRows(1, "mail_users where held_until > now()");
        assertThat(moody.recipients()).as("not tried by itself").isEqualTo(1);

        await(broker.publish(Topology.MAILS_EXCHANGE, "", dead.body()));
        eventually(moody::messageIds, some -> some.size() == 1);
        untilRows(0, "mail_entries");
    }

    @Test
    void whatFailsToTheLastAttemptIsADeadLetter() {
        deploy(config(moody.answers("RCPT", "451 not now").port()));
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        assertThat(nextDeadLetter(BOB).headers().get(DeadLetter.CAUSE)).isEqualTo("not mailed: status 451");
        assertThat(moody.recipients()).isEqualTo(ATTEMPTS);
        untilRows(1, "mail_entries where dead");
    }

    @Test
    void aServerThatTakesNobodysMailIsTriedAgain() {
        deploy(patient(moody.answers("MAIL", "550 go away").port()));
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        untilRows(1, "mail_users where attempts > 0");
        moody.answersAsUsual();
        eventually(moody::messageIds, some -> some.size() == 1);
    }

    @Test
    void aLogInIsMadeAndARefusedOneIsNobodysFaultWhoIsMailed() {
        var password = UUID.randomUUID().toString();
        smtp.knows("parley", password);
        deploy(config(smtp.port(), 1_000, "parley", "not " + password));
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        untilRows(1, "mail_users where attempts > 0");
        undeploy();
        assertThat(rows("mail_entries where not dead")).isEqualTo(1);
        assertThat(mailsTo(BOB)).isEmpty();

        deploy(config(smtp.port(), 1_000, "parley", password));
        untilMailed(BOB, 1);
    }

    @Test
    void aSilentServerHoldsNobodyUp() {
        deploy(patient(moody.answers("GREETING", SILENCE).port()));
        var users = new ArrayList<PublicUser>();
        for (int i = 0; i < 12; i++) {
            users.add(mentioned("User" + i));
        }
        goOnTo(DUE);
        eventually(moody::open, open -> open == CONCURRENCY);
        say(2, "lists go on");
        moody.answersAsUsual();
        assertThat(eventually(moody::messageIds, some -> some.size() == users.size()))
                .doesNotHaveDuplicates();
        assertThat(moody.open()).isLessThanOrEqualTo(CONCURRENCY);
    }

    @Test
    void twoNodesMailNobodyTwice() {
        deploy();
        deploy();
        var users = new ArrayList<PublicUser>();
        for (int i = 0; i < 30; i++) {
            users.add(mentioned("User" + i));
        }
        goOnTo(DUE);
        users.forEach(user -> untilMailed(user, 1));
        untilRows(0, "mail_entries");
        assertThat(users).allSatisfy(user -> assertThat(mailsTo(user)).hasSize(1));
    }

    /** As when a node dies between the server's taking it and the note of that: nobody notes it, and its lease is over. */
    @Test
    void whatWasTakenAndNotNotedIsMailedAgainAndCanBeRecognised() {
        deploy(patient(moody.answers(".", SILENCE).port()));
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        eventually(moody::messageIds, some -> some.size() == 1);
        moody.answersAsUsual();
        await(postgres().query("update mail_users set leased_until = now()"));
        assertThat(eventually(moody::messageIds, some -> some.size() == 2).stream()
                        .distinct())
                .hasSize(1);
        untilRows(0, "mail_entries");
    }

    private PublicUser mentioned(String name) {
        var user = Samples.user(name);
        var theirs = direct();
        know(audience(theirs, ADA, user));
        wantsMail(user);
        publish(message(theirs, 2, ADA, "hello", user));
        untilListed(user, theirs, 2);
        return user;
    }

    private Delivery nextDeadLetter(PublicUser user) {
        var dead = Promise.<Delivery>promise();
        await(broker.consume(Topology.DEAD_QUEUE, 1, delivery -> {
            delivery.ack();
            if (delivery.body().toString().contains(user.id().value())) {
                dead.tryComplete(delivery);
            }
        }));
        return await(dead.future());
    }
}
