package dev.parley.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Script;
import dev.parley.it.system.Settings;
import dev.parley.notification.webhook.Receiver;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A bot's server that takes nothing, and what operators do about it, by script and by REST. */
@Isolated("a server of its own")
class WebhookDeadLetterTest {
    private static final Path DATA = Folders.fresh("webhooks");

    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver =
            Await.result("a receiver", Receiver.start(vertx).toCompletionStage().toCompletableFuture());
    private final ParleyProcess process = ParleyProcess.start(
            "webhooks",
            DATA,
            Settings.generousWith("auth.admins", "chief@example.org", "notification.webhook.privateEndpoints", "true"));

    @AfterEach
    void close() {
        process.close();
        Await.result("closed", vertx.close().toCompletionStage().toCompletableFuture());
    }

    @Test
    void whatABotRefusesIsSeenReplayedAndDiscarded() {
        var parley = Parley.at(process);
        var ann = parley.user("Ann");
        var bot = parley.user("Bot");
        var deadLetters = new AdminDeadLetters(parley.user("chief", "The chief"));
        var hook = receiver.hook().answers(400);
        hook.knows(bot.rest()
                .put("/notifications/webhook", new JsonObject().put("url", hook.url()))
                .expect(200)
                .json()
                .getString("secret"));
        var room = ann.directRoom(bot);
        ann.post(room, "do something");

        Await.until("a dead letter", () -> !deadLetters.list().isEmpty());
        assertThat(bot.rest()
                        .get("/notifications/webhook")
                        .expect(200)
                        .json()
                        .getJsonObject("failing")
                        .getString("cause"))
                .isEqualTo("status 400");
        hook.answers(204);
        Await.until("all is delivered or dead", () -> told(bot, hook));
        var dead = deadLetters.list().get(0);
        assertThat(dead.getString("cause")).isEqualTo("not delivered: status 400");
        assertThat(dead.getString("exchange")).isEqualTo("parley.webhooks");
        var id = dead.getString("id");
        assertThat(dlq("show", id)).contains(id, "not delivered").doesNotContain("do something");

        int asked = hook.requests().size();
        assertThat(dlq("replay", "--id", id)).contains("replayed 1");
        Await.until("it is delivered", () -> hook.requests().size() > asked);
        assertThat(receiver.wrong()).isEmpty();

        hook.answers(400);
        ann.post(room, "and again");
        Await.until(
                "another",
                () -> deadLetters.list().stream()
                        .anyMatch(letter -> !letter.getString("id").equals(id)));
        assertThat(dlq("discard", "--all", "--yes")).contains("discarded");
        assertThat(deadLetters.list()).isEmpty();
    }

    private static boolean told(TestUser bot, Receiver.Hook hook) {
        var listed = bot.rest().get("/notifications").expect(200).objects("notifications").stream()
                .map(one -> one.getString("id"))
                .toList();
        return hook.notifications().stream()
                .map(one -> one.getString("id"))
                .toList()
                .containsAll(listed);
    }

    private static String dlq(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", DATA.toString()));
        return Script.run("dlq", all);
    }
}
