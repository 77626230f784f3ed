package dev.parley.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Answer;
import dev.parley.it.client.Await;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Script;
import dev.parley.it.system.Settings;
import dev.parley.notification.mail.MailServer;
import dev.parley.notification.mail.MailServer.Received;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole Parley that mails by a real SMTP server. */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // starts a server
class MailTest {
    private static final Path DATA = Folders.fresh("mail");
    private static final String PUBLIC_URL = "https://chat.example.org";

    private static MailServer smtp;
    private static SpanReceiver collector;
    private static ParleyProcess process;
    private static Parley parley;

    private TestUser ann;
    private TestUser bob;
    private String room;

    @BeforeAll
    static void start() throws IOException {
        smtp = MailServer.start();
        collector = new SpanReceiver();
        process = ParleyProcess.start(
                "mail",
                DATA,
                Settings.generousWith(
                        "notification.mail.host",
                        "127.0.0.1",
                        "notification.mail.port",
                        Integer.toString(smtp.port()),
                        "notification.mail.startTls",
                        "disabled",
                        "notification.mail.from",
                        "Parley <parley@example.org>",
                        "notification.mail.publicUrl",
                        PUBLIC_URL,
                        "notification.mail.mentionAfter",
                        "1 second",
                        "notification.mail.attempts",
                        "2",
                        "notification.mail.firstPause",
                        "100 ms",
                        "tracing.endpoint",
                        collector.endpoint().toString()));
        parley = Parley.at(process);
    }

    @BeforeEach
    void meet() {
        ann = parley.user("Ann");
        bob = parley.user("Bob");
        room = ann.groupRoom("Engine", bob);
    }

    @AfterAll
    static void stop() {
        process.close();
        collector.close();
        smtp.close();
    }

    @Test
    void aMentionIsMailedAndTheLinkInItEndsThat() {
        wantMail(bob);
        mention("can you hear me?");
        var mail = mailsTo(bob, 1).get(0);
        assertThat(mail.subject()).isEqualTo("Ann mentioned you in Engine");
        assertThat(mail.text()).contains("Ann: can you hear me?", PUBLIC_URL + "/#/chats/" + room);
        var link = mail.unsubscribeLink().substring(PUBLIC_URL.length());

        assertThat(page(200, fetch("GET", link, null)).body()).contains("<form method=\"post\">");
        assertThat(wantsMail(bob)).as("a scanner opens links").isTrue();
        for (int times = 0; times < 2; times++) {
            page(200, fetch("POST", link, "List-Unsubscribe=One-Click"));
            assertThat(wantsMail(bob)).isFalse();
        }
        page(404, fetch("POST", link.replaceAll("token=.*", "token=" + "0".repeat(64)), ""));
        page(404, fetch("GET", link.replaceAll("token=.*", "token=" + "0".repeat(64)), null));

        var token = link.replaceAll(".*token=", "");
        assertThat(process.log().text()).doesNotContain(token, bob.email());
        Await.until(
                "its spans are there",
                () -> collector.spans().stream()
                        .anyMatch(span -> span.toString().contains("email/unsubscribe")));
        assertThat(collector.spans().toString()).doesNotContain(token);
    }

    @Test
    void whatIsReadIsNotMailed() {
        wantMail(bob);
        smtp.goDown(); // so that the first mention is in no mail either
        try {
            mention("read at once");
            bob.rest()
                    .put("/notifications/read", new JsonObject().put("all", true))
                    .expect(204);
        } finally {
            smtp.comeBack();
        }
        mention("not read");
        var mails = mailsTo(bob, 1);
        assertThat(mails.get(0).text()).contains("not read").doesNotContain("read at once");
    }

    @Test
    void whatCouldNotBeMailedIsADeadLetterThatOperatorsReplay() {
        wantMail(bob);
        smtp.goDown();
        try {
            mention("to a server that is away");
            Await.until("a dead letter", () -> dlq("list").contains("not mailed: "));
        } finally {
            smtp.comeBack();
        }
        var id = dlq("list")
                .lines()
                .filter(line -> line.contains("not mailed: "))
                .map(line -> line.strip().split("\\s+", 2)[0])
                .findFirst()
                .orElseThrow();
        assertThat(dlq("show", id)).contains("parley.mails", bob.id()).doesNotContain("that is away", bob.email());
        assertThat(dlq("replay", "--id", id)).contains("replayed 1");
        assertThat(mailsTo(bob, 1).get(0).text()).contains("to a server that is away");
    }

    @Test
    void clientsHearThatThereIsMail() {
        assertThat(settings(ann).getBoolean("emailAvailable")).isTrue();
    }

    private void mention(String text) {
        var body = Messages.body(text);
        body.getJsonObject("content").put("mentions", new JsonArray().add(bob.id()));
        ann.rest().post("/rooms/" + room + "/messages", body).expect(201);
        Await.until(
                "it is in the list",
                () -> bob.rest().get("/notifications").expect(200).objects("notifications").stream()
                        .anyMatch(one -> text.equals(one.getString("body"))));
    }

    private static void wantMail(TestUser user) {
        var settings = new JsonObject().put("push", true).put("email", true).put("previews", true);
        user.rest().put("/notifications/settings", settings).expect(200);
    }

    private static boolean wantsMail(TestUser user) {
        return settings(user).getBoolean("email");
    }

    private static JsonObject settings(TestUser user) {
        return user.rest().get("/notifications/settings").expect(200).json();
    }

    private static List<Received> mailsTo(TestUser user, int count) {
        Await.until(count + " mails", () -> smtp.receivedBy(user.email()).size() >= count);
        return smtp.receivedBy(user.email());
    }

    private static Answer fetch(String method, String link, @Nullable String form) {
        return parley.anonymous().exchange(method, link, form, "application/x-www-form-urlencoded");
    }

    @CanIgnoreReturnValue
    private static Answer page(int status, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("content-security-policy")).contains("frame-ancestors 'none'");
        return answer;
    }

    private static String dlq(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", DATA.toString()));
        return Script.run("dlq", all);
    }
}
