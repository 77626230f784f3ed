package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.AT;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.notification.CheckMailLink;
import dev.parley.model.notification.GetMailOffer;
import dev.parley.model.notification.GetSettings;
import dev.parley.model.notification.MailOffer;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.StopMail;
import dev.parley.notification.mail.MailServer.Received;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** From a room's event to what is in a mailbox. */
class MailTest extends MailFixture {
    private static final Instant DUE = AT.plus(MENTION_AFTER);

    @Test
    void aMentionIsMailedAfterItsTimeAndNotBefore() {
        deploy();
        wantsMail(BOB);
        mention(2, "hello @bob <b>& all</b>");
        goOnTo(DUE.minusSeconds(60));
        untilAtRest();
        assertThat(mailsTo(BOB)).isEmpty();

        goOnTo(DUE);
        var mail = untilMailed(BOB, 1);
        assertThat(mail.subject()).isEqualTo("Ada mentioned you in Engine");
        assertThat(mail.from()).isEqualTo("Parley <parley@example.org>");
        assertThat(mail.type()).startsWith("multipart/alternative");
        assertThat(mail.text())
                .contains("Hello Somebody & Co,", "Engine (1 mention)", "Ada: hello @bob <b>& all</b>")
                .contains(PUBLIC_URL + "/#/chats/" + room.id() + "\n")
                .contains("Stop these mails: " + mail.unsubscribeLink());
        assertThat(mail.html())
                .contains("Hello Somebody &amp; Co,", "Ada: hello @bob &lt;b&gt;&amp; all&lt;/b&gt;")
                .contains("<a href=\"" + PUBLIC_URL + "/#/chats/" + room.id() + "\">Engine (1 mention)</a>")
                .contains("<a href=\"" + mail.unsubscribeLink() + "\">");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.unsubscribeLink())
                .matches(PUBLIC_URL + "/api/v1/notifications/email/unsubscribe\\?token=[0-9a-f]{64}");
        assertThat(mail.header("Date")).isNotEmpty();
        assertThat(mail.header("Message-ID")).matches("<[0-9a-f-]{36}@example\\.org>");

        untilRows(0, "mail_entries");
        assertThat(mailsTo(EVE)).isEmpty();
        assertThat(mailsTo(BOB)).hasSize(1);
    }

    @Test
    void aMentionThatWasReadIsNotMailed() {
        deploy();
        wantsMail(BOB);
        mention(2, "hello @bob");
        reads(BOB);
        goOnTo(DUE);
        untilRows(0, "mail_entries");
        assertThat(mailsTo(BOB)).isEmpty();
    }

    @Test
    void whatWasReadIsForgottenThoughElseWaits() {
        deploy();
        wantsMail(BOB);
        mention(2, "read");
        reads(BOB);
        say(3, "not read");
        lookNow();
        untilRows(1, "mail_entries");
        untilAtRest();
        goOnTo(DIGEST);
        assertThat(untilMailed(BOB, 1).text()).contains("not read").doesNotContain(": read");
        untilRows(0, "mail_entries");
    }

    @Test
    void severalMentionsAreOneMailAndWhatIsNoneWaits() {
        deploy();
        wantsMail(BOB);
        var kitchen = group("Kitchen");
        know(audience(kitchen, ADA, BOB));
        mention(2, "one");
        mention(3, "two");
        say(4, "not for you");
        publish(message(kitchen, 2, EVE, "three", BOB));
        untilListed(BOB, kitchen, 2);
        goOnTo(DUE);
        var mail = untilMailed(BOB, 1);
        assertThat(mail.subject()).isEqualTo("3 mentions in 2 rooms");
        assertThat(mail.text())
                .contains("Engine (2 mentions)\n  Ada: one\n  Ada: two\n", "Kitchen (1 mention)\n  Eve: three\n")
                .doesNotContain("not for you");
        untilRows(1, "mail_entries");
        untilAtRest();
        assertThat(mailsTo(BOB)).hasSize(1);
    }

    @Test
    void onceADayWhatElseIsUnreadIsMailedAndNothingTwice() {
        deploy();
        wantsMail(BOB);
        mention(2, "mailed before");
        for (int seq = 3; seq <= 9; seq++) {
            say(seq, "n" + seq);
        }
        goOnTo(DUE);
        untilMailed(BOB, 1);
        untilRows(7, "mail_entries");
        goOnTo(DIGEST.minusSeconds(60));
        untilAtRest();
        assertThat(mailsTo(BOB)).hasSize(1);

        goOnTo(DIGEST);
        var mail = untilMailed(BOB, 2);
        assertThat(mail.subject()).isEqualTo("7 unread in Engine");
        assertThat(mail.text())
                .contains("Engine (7 unread)\n  Ada: n5\n  Ada: n6\n  Ada: n7\n  Ada: n8\n  Ada: n9\n")
                .doesNotContain("mailed before", "n4");
        assertThat(mail.html()).contains("Engine (7 unread)", "Ada: n9");
        untilRows(0, "mail_entries");

        goOnTo(DIGEST.plus(Duration.ofDays(1)));
        untilAtRest();
        assertThat(mailsTo(BOB)).hasSize(2);
    }

    @Test
    void whoHasReadAllGetsNoDigest() {
        deploy();
        wantsMail(BOB);
        wantsMail(EVE);
        say(2, "hello");
        untilListed(EVE, room, 2);
        reads(BOB);
        goOnTo(DIGEST);
        assertThat(untilMailed(EVE, 1).subject()).isEqualTo("New message from Ada in Engine");
        untilRows(0, "mail_entries");
        assertThat(mailsTo(BOB)).isEmpty();
    }

    @Test
    void withoutPreviewsNothingIsQuoted() {
        deploy();
        save(BOB, new NotificationSettings(true, true, false, null));
        mention(2, "a secret");
        mention(3, "another secret");
        goOnTo(DUE);
        var mail = untilMailed(BOB, 1);
        assertThat(mail.text()).contains("New message from Ada (2)");
        assertThat(mail.subject() + mail.text() + mail.html()).doesNotContain("secret");
    }

    @Test
    void inQuietHoursNothingIsMailedUntilTheyAreOver() {
        deploy();
        var start = DUE.atZone(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        var hours = quiet(start, start.plusHours(2), ZoneOffset.UTC);
        save(BOB, new NotificationSettings(true, true, true, hours));
        mention(2, "hello @bob");
        goOnTo(DUE);
        untilAtRest();
        assertThat(mailsTo(BOB)).isEmpty();
        goOnTo(hours.endAfter(DUE).minusSeconds(60));
        untilAtRest();
        assertThat(mailsTo(BOB)).isEmpty();
        goOnTo(hours.endAfter(DUE));
        untilMailed(BOB, 1);
    }

    @Test
    void aChangeOfQuietHoursIsHeededAtOnce() {
        deploy();
        var start = DUE.atZone(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        save(BOB, new NotificationSettings(true, true, true, quiet(start, start.plusHours(2), ZoneOffset.UTC)));
        mention(2, "hello @bob");
        goOnTo(DUE);
        untilAtRest();
        wantsMail(BOB);
        untilMailed(BOB, 1);
    }

    @Test
    void forWhoWantsNoMailNothingIsKept() {
        deploy();
        wantsMail(EVE);
        mention(2, "hello @bob");
        untilRows(1, "mail_entries where user_id = '" + EVE.id() + "'");
        assertThat(rows("mail_entries")).isEqualTo(1);

        wantsMail(BOB);
        mention(3, "again");
        save(BOB, NotificationSettings.DEFAULT);
        goOnTo(DUE);
        untilRows(0, "mail_entries where user_id = '" + BOB.id() + "'");
        assertThat(mailsTo(BOB)).isEmpty();
    }

    @Test
    void theLinkInAMailEndsThemAndNothingElse() {
        deploy();
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        var token = tokenOf(untilMailed(BOB, 1));
        await(bus.request(NotificationAddresses.CHECK_MAIL_LINK, new CheckMailLink(token)));
        assertThat(settings().email()).isTrue();
        mention(3, "not to be mailed");
        for (int times = 0; times < 2; times++) {
            await(bus.request(NotificationAddresses.STOP_MAIL, new StopMail(token)));
            assertThat(settings()).isEqualTo(new NotificationSettings(true, false, true, null));
        }
        assertThat(rows("mail_entries")).isZero();

        wantsMail(BOB);
        mention(4, "wanted again");
        goOnTo(DUE.plus(MENTION_AFTER));
        assertThat(tokenOf(untilMailed(BOB, 2))).as("old mails' links work on").isEqualTo(token);
        for (var unknown : new String[] {"", "x", "0".repeat(64), token.toUpperCase(java.util.Locale.ROOT)}) {
            assertNotFound(bus.request(NotificationAddresses.STOP_MAIL, new StopMail(unknown)));
            assertNotFound(bus.request(NotificationAddresses.CHECK_MAIL_LINK, new CheckMailLink(unknown)));
        }
        assertThat(new StopMail(token).toString() + new CheckMailLink(token)).doesNotContain(token);
    }

    @Test
    void anAccountThatIsGoneIsMailedNothingAndForgotten() {
        deploy();
        wantsMail(BOB);
        mention(2, "hello @bob");
        deleteAccount(BOB);
        goOnTo(DUE);
        untilRows(0, "mail_entries");
        untilRows(0, "mail_users");
        assertThat(mailsTo(BOB)).isEmpty();
    }

    @Test
    void ofADeletedAccountNothingStays() {
        deploy();
        wantsMail(BOB);
        mention(2, "one");
        goOnTo(DUE);
        untilMailed(BOB, 1);
        mention(3, "two");
        await(bus.request(NotificationAddresses.FORGET, new ForgetUser(BOB.id())));
        for (var table : new String[] {"mail_entries", "mail_users", "notifications", "notification_settings"}) {
            assertThat(rows(table + " where user_id = '" + BOB.id() + "'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aServerThatSendsNoMailKeepsNothingButItsOldLinksWork() {
        deploy();
        assertThat(await(bus.request(NotificationAddresses.MAIL_OFFER, new GetMailOffer())))
                .isEqualTo(new MailOffer(true));
        wantsMail(BOB);
        mention(2, "hello @bob");
        goOnTo(DUE);
        var token = tokenOf(untilMailed(BOB, 1));
        untilRows(0, "mail_entries");
        undeploy();
        deploy(null);
        assertThat(await(bus.request(NotificationAddresses.MAIL_OFFER, new GetMailOffer())))
                .isEqualTo(new MailOffer(false));
        mention(3, "hello again");
        assertThat(rows("mail_entries")).isZero();
        await(bus.request(NotificationAddresses.STOP_MAIL, new StopMail(token)));
        assertThat(settings().email()).isFalse();
    }

    private static String tokenOf(Received mail) {
        return mail.unsubscribeLink().replaceAll(".*token=", "");
    }

    private NotificationSettings settings() {
        return await(bus.request(NotificationAddresses.SETTINGS, new GetSettings(BOB.id())));
    }

    private static void assertNotFound(Future<?> answer) {
        assertThatThrownBy(() -> await(answer))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    }
}
